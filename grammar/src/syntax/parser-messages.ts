import { AbstractParserErrorMessageProvider } from 'langium';
import { nodeKinds } from '../catalog/nodes/index.ts';
import { suggestion } from '../diagnostics/suggestion.ts';
import { declarationWords, nodeWords, statementWords } from './statement-words.ts';

/**
 * What the parser says: in the words of a person who writes a flow, never as a list of tokens. It knows the rule it was in, the
 * token it met and the one before; from these it says what has to stand there.
 */
export class FlowParserMessages extends AbstractParserErrorMessageProvider {
  override buildMismatchTokenMessage({ expected, actual, previous, ruleName }: Mismatch): string {
    const rule = plainRule(ruleName);
    if (rule === 'Flow' && expected.name === '}') return unexpectedInFlow(actual, previous);
    if (rule === 'FlowFile') return unexpectedInFile(actual);
    if (rule === 'RouteNode' && actual.image === 'otherwise')
      return 'The name of a port comes before its condition; write rest: otherwise';
    if (rule === 'SelectNode' && expected.name === '}' && isPartOfExpression(actual)) return unnamedColumn(actual);
    if (actual.image === ':' && (rule === 'Call' || rule === 'Source')) return 'Expected an expression after ":"';
    if (previous.image === expected.name) return `Expected another ${expectation(expected)}`;
    const where = previous.image === '' ? '' : ` after ${quoted(previous)}`;
    return `Expected ${expectation(expected)}${where}`;
  }

  override buildNotAllInputParsedMessage({ firstRedundant }: { firstRedundant: Token }): string {
    return unexpectedInFile(firstRedundant);
  }

  override buildNoViableAltMessage({ previous, actual, ruleName }: NoAlternative): string {
    const said = Object.hasOwn(wantedAfter, previous.image) ? wantedAfter[previous.image] : undefined;
    const wanted = said ?? wantedByRule[plainRule(ruleName)];
    if (wanted !== undefined) return `Expected ${wanted}${previous.image === '' ? '' : ` after ${quoted(previous)}`}`;
    return `Unexpected ${quoted(actual[0])}`;
  }

  override buildEarlyExitMessage({ previous }: { previous: Token }): string {
    return `Expected more after ${quoted(previous)}`;
  }
}

interface Token {
  image: string;
}

interface Mismatch {
  expected: { name: string; LABEL?: string };
  actual: Token;
  previous: Token;
  ruleName: string;
}

interface NoAlternative {
  previous: Token;
  actual: Token[];
  ruleName: string;
}

const operators = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '??',
  'and',
  'or',
  'not',
  'in',
  'between',
]);

/** What has to stand behind a word, whatever rule the parser was in. */
const wantedAfter: Record<string, string | undefined> = {
  ...Object.fromEntries([...statementWords].map((word) => [word, 'a name'])),
  import: undefined,
  test: 'a title in quotes',
  group: 'a title in quotes',
  extends: 'the name of a schema',
  from: 'a connector such as csv("data.csv")',
  to: 'a connector such as csv("out.csv")',
  with: 'the name of a model',
  after: 'the name of a node',
  of: 'the name of a flow',
  runs: 'the name of a flow',
  by: 'a key',
  every: 'a duration such as 1m',
  expect: 'the name of a node',
  given: 'the name of a read or of a stream parameter',
  at: 'a time such as cron("0 3 * * *")',
  when: 'what to wait for, such as changed("data/*.csv")',
  '->': 'a schema',
  where: 'a condition',
  '@': 'the name of an annotation',
};

const expressionRules = [
  'Expression',
  'CoalesceExpression',
  'OrExpression',
  'AndExpression',
  'NotExpression',
  'ComparisonExpression',
  'AdditiveExpression',
  'MultiplicativeExpression',
  'SignExpression',
  'PowerExpression',
  'MemberExpression',
  'PrimaryExpression',
  'Argument',
];

const wantedByRule: Record<string, string> = {
  ...Object.fromEntries(expressionRules.map((rule) => [rule, 'an expression'])),
  ListItem: 'a column or an expression',
  TypeBase: 'a type',
  Dimension: 'a size',
  Name: 'a name',
  SchemaName: 'a name',
  KeyName: 'a name',
  FieldName: 'a name',
  SelectItem: 'a column',
};

const terminals: Record<string, string> = {
  STRING: 'a text in quotes',
  BLOCK_STRING: 'a text between """ and """',
  DURATION: 'a duration such as 5m',
  ID: 'a name',
  INT: 'a whole number',
  EOF: 'the end',
};

/** The sign that a message of this file or of the lexer misses. */
export function missingSign(message: string): string | undefined {
  return /^Expected (?:another )?"([:{}()[\],]|->|from|to|with|on|where|of|runs|at|when)"/.exec(message)?.[1];
}

/** Langium marks the names of rules with an invisible character. */
export function plainRule(name: string): string {
  return name.replace(/\u200B$/, '');
}

function quoted(token: Token | undefined): string {
  const image = token?.image ?? '';
  if (image === '') return 'the end of the file';
  return image.startsWith('"') ? image : `"${image}"`;
}

function expectation({ name }: Mismatch['expected']): string {
  return terminals[name] ?? `"${name}"`;
}

function unexpectedInFlow(actual: Token, previous: Token): string {
  if (actual.image === '') return 'Expected "}" to close the flow';
  if (actual.image === 'with')
    return `Unexpected "with"; only the properties of a ${kindsWith()} stand behind it, once`;
  if (actual.image === '{' && previous.image === '}')
    return `Expected "with" before the properties of a ${kindsWith()}`;
  if (operators.has(actual.image)) return `Expected an expression after ${quoted(actual)}`;
  if (actual.image === '=') return 'Unexpected "="; write "==" to compare';
  if (!isWord(actual)) return `Unexpected ${quoted(actual)}`;
  const meant = meantBySqlWord.get(actual.image.toLowerCase());
  if (meant !== undefined) return `Unexpected ${quoted(actual)}; write ${meant}`;
  const known = suggestion(actual.image, [...nodeWords]) || `; a node starts with ${oneOf(nodeWords)}`;
  return `Unexpected ${quoted(actual)}${known}`;
}

/** Operators that people know from SQL. */
const meantBySqlWord: ReadonlyMap<string, string> = new Map([
  ['is', '"== null" or "!= null"'],
  ['like', 'startsWith, endsWith, contains or matches'],
]);

function isPartOfExpression({ image }: Token): boolean {
  return image === '.' || image === '(' || operators.has(image);
}

/** A column of a select that is not only copied. */
function unnamedColumn(actual: Token): string {
  return `Unexpected ${quoted(actual)}; a column that is computed, or inside of another, needs a name: name: expression`;
}

function unexpectedInFile(actual: Token): string {
  if (!isWord(actual)) return `Unexpected ${quoted(actual)}`;
  if (nodeWords.some((word) => word === actual.image))
    return `A node stands inside of a flow: flow Name { ${actual.image} … }`;
  const known =
    suggestion(actual.image, [...declarationWords]) || `; a declaration starts with ${oneOf(declarationWords)}`;
  return `Unexpected ${quoted(actual)}${known}`;
}

/** Those whose braces hold something else than properties. */
function kindsWith(): string {
  return oneOf(nodeKinds.filter((kind) => kind.propertiesBehind === 'with').map(({ name }) => name));
}

function oneOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function isWord({ image }: Token): boolean {
  return /^[A-Za-z_]\w*$/.test(image);
}
