/** What the schema of SARIF 2.1.0 requires of the objects that we write, and what it allows their values to be. */
type Requirement = [path: string, isRight: (value: unknown) => boolean];

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isCount = (least: number) => (value: unknown) => Number.isInteger(value) && (value as number) >= least;
const isLevel = (value: unknown) => ['none', 'note', 'warning', 'error'].includes(String(value));
const isUri = (value: unknown) => isText(value) && URL.canParse(String(value), 'file:///project/');

const place: Requirement[] = [
  ['physicalLocation.artifactLocation.uri', isUri],
  ['physicalLocation.region.startLine', isCount(1)],
  ['physicalLocation.region.startColumn', isCount(1)],
  ['physicalLocation.region.endLine', isCount(1)],
  ['physicalLocation.region.endColumn', isCount(1)],
];

const requirements: Requirement[] = [
  ['version', (value) => value === '2.1.0'],
  ['runs.*.tool.driver.name', isText],
  ['runs.*.tool.driver.rules.*.id', isText],
  ['runs.*.tool.driver.rules.*.shortDescription.text', isText],
  ['runs.*.tool.driver.rules.*.fullDescription.text', isText],
  ['runs.*.tool.driver.rules.*.help.text', isText],
  ['runs.*.tool.driver.rules.*.help.markdown', isText],
  ['runs.*.tool.driver.rules.*.defaultConfiguration.level', isLevel],
  ['runs.*.results.*.message.text', isText],
  ['runs.*.results.*.level', isLevel],
  ['runs.*.results.*.ruleIndex', isCount(0)],
  ...place.map(([path, isRight]): Requirement => [`runs.*.results.*.locations.*.${path}`, isRight]),
  ...place.map(([path, isRight]): Requirement => [`runs.*.results.*.relatedLocations.*.${path}`, isRight]),
  ['runs.*.results.*.relatedLocations.*.message.text', isText],
];

/** The paths at which something is missing or of the wrong kind. */
export function missingInSarif(log: unknown): string[] {
  return requirements.flatMap(([path, isRight]) => (valuesAt(log, path.split('.')).every(isRight) ? [] : [path]));
}

function valuesAt(value: unknown, [name, ...rest]: string[]): unknown[] {
  if (name === undefined) return [value];
  if (name === '*') return (value as unknown[] | undefined)?.flatMap((one) => valuesAt(one, rest)) ?? [undefined];
  return valuesAt((value as Record<string, unknown> | undefined)?.[name], rest);
}
