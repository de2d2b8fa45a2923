/** FLOW1xx: syntax and names. */

import type { PropertySpec } from '../catalog/spec.ts';
import { error, type FlowDiagnostic, hint, type Place } from './diagnostic.ts';
import { type FixFacts, misspelt } from './fix-facts.ts';
import { first } from './nearest-name.ts';
import { suggestion } from './suggestion.ts';

export const syntaxError = (place: Place, message: string, data: FixFacts = {}): FlowDiagnostic =>
  error('FLOW101', place, message, { data });

/** What other languages write for it, and what it is here. */
const signsElsewhere: Record<string, string> = {
  "'": '; a text stands in "double quotes"',
  '&&': '; write and',
  '||': '; write or',
  '!': '; write not',
  '#': '; a comment starts with //',
  ';': '; nothing parts statements here',
};

export function unexpectedCharacter(place: Place, text: string): FlowDiagnostic {
  const quote = text.startsWith('"""') ? '"""' : '"';
  const what = text.startsWith('"') ? `open string; close it with ${quote}` : `character ${text}`;
  return error('FLOW102', place, `Unexpected ${what}${signsElsewhere[text] ?? ''}`);
}

export const badEscape = (place: Place, text: string): FlowDiagnostic =>
  error('FLOW103', place, `Unknown escape ${text}; write \\\\ for a backslash`);

export const nestsTooDeep = (place: Place, what: 'expression' | 'type' = 'expression'): FlowDiagnostic =>
  error('FLOW104', place, `This nests too deep; ${wayOut[what]}`);

const wayOut = {
  expression: 'compute a part of it in a column of its own',
  type: 'give a part of it a schema of its own, and name that here',
};

/** `meant`: what the name stands for in other languages; it counts before the nearest of those that are known. */
export function unresolvedName(
  place: Place,
  kind: string,
  name: string,
  known: Iterable<string>,
  meant?: string,
): FlowDiagnostic {
  if (meant !== undefined)
    return error('FLOW110', place, `Unknown ${kind} "${name}". Did you mean "${meant}"?`, {
      data: { name, replacement: meant, candidates: [meant], kind },
    });
  return error('FLOW110', place, `Unknown ${kind} "${name}"${suggestion(name, known)}`, {
    data: { ...misspelt(name, known), kind },
  });
}

export const notImported = (place: Place, kind: string, name: string, path: string): FlowDiagnostic =>
  error('FLOW110', place, `Unknown ${kind} "${name}". It is declared in "${path}"; add it to the import`, {
    data: { name, kind, path },
  });

/** `known`: names of the kind that is wanted. */
export const wrongKindOfName = (
  place: Place,
  name: string,
  actual: string,
  wanted: string,
  known: Iterable<string> = [],
): FlowDiagnostic =>
  error('FLOW111', place, `"${name}" is a ${actual}, not a ${wanted}`, { data: { candidates: [...first(5, known)] } });

export const duplicateName = (place: Place, kind: string, name: string, first: Place): FlowDiagnostic =>
  error('FLOW112', place, `Another ${kind} is already called "${name}"`, {
    related: [{ message: `"${name}" is first declared here`, place: first }],
  });

export const importNotFound = (place: Place, path: string): FlowDiagnostic =>
  error('FLOW113', place, `Cannot find "${path}". Paths are relative to the folder of this file`, {
    data: { path },
  });

export const badImportPath = (place: Place, path: string): FlowDiagnostic =>
  error(
    'FLOW113',
    place,
    `Cannot import "${path}": an import names a .flow file by a relative path, such as "./name.flow"`,
    { data: { path } },
  );

export const importedNameNotFound = (place: Place, name: string, path: string, known: string[]): FlowDiagnostic =>
  error('FLOW114', place, `"${path}" declares no "${name}"${suggestion(name, known)}`, { data: misspelt(name, known) });

export const unusedImport = (place: Place, name: string): FlowDiagnostic =>
  hint('FLOW115', place, `"${name}" is imported and never used`, { tag: 'unnecessary' });

export const unusedDeclaration = (place: Place, kind: string, name: string): FlowDiagnostic =>
  hint('FLOW116', place, `Nothing in this project uses ${kind} "${name}"`, { tag: 'unnecessary' });

export const unusedParameter = (place: Place, name: string): FlowDiagnostic =>
  hint('FLOW117', place, `Nothing in this flow uses parameter "${name}"`, { tag: 'unnecessary' });

export const lostField = (place: Place): FlowDiagnostic =>
  error(
    'FLOW118',
    place,
    'No field can be called "__proto__": objects of JavaScript have something else under that name',
  );

export function unknownProperty(place: Place, name: string, owner: string, known: string[]): FlowDiagnostic {
  const none = owner === 'use' ? 'It has none; the nodes of its flow have' : `${owner} has no properties`;
  const allowed = known.length === 0 ? none : `Known are ${known.join(', ')}`;
  const near = suggestion(name, known);
  return error('FLOW120', place, `Unknown property "${name}" of ${owner}${near === '' ? `. ${allowed}` : near}`, {
    data: misspelt(name, known),
  });
}

/** `what` are the options of which one is wanted; `name` and `example` are of the one that most people want. */
export const missingOption = (
  place: Place,
  owner: string,
  name: string,
  what: string,
  example: string,
): FlowDiagnostic => error('FLOW121', place, `${owner} needs ${what}`, { data: { property: name, example } });

export const optionsExclude = (place: Place, name: string, other: string, first: Place): FlowDiagnostic =>
  error('FLOW129', place, `"${name}" and "${other}" cannot both be given; remove one`, {
    related: [{ message: `"${other}" is here`, place: first }],
  });

/** `what` says what it is for a person, `example` is the text of one. */
export const missingProperty = (
  place: Place,
  name: string,
  owner: string,
  what: string,
  example: string,
): FlowDiagnostic =>
  error('FLOW121', place, `${owner} needs "${name}": ${what}`, { data: { property: name, example } });

export const wrongPropertyValue = (
  place: Place,
  { name, value: wanted }: PropertySpec,
  what: string,
  actual: string,
): FlowDiagnostic =>
  error('FLOW122', place, `"${name}" wants ${what}, not ${actual}`, { data: { property: name, wanted } });

export const duplicateProperty = (place: Place, name: string, first: Place): FlowDiagnostic =>
  error('FLOW123', place, `"${name}" is given twice`, {
    related: [{ message: 'The first one is here', place: first }],
  });

export function unknownConnector(place: Place, name: string, known: string[]): FlowDiagnostic {
  return error(
    'FLOW124',
    place,
    `Unknown connector or dataset "${name}"${suggestion(name, known) || `. Known are ${known.join(', ')}`}`,
    { data: misspelt(name, known) },
  );
}

export function unknownRunner(place: Place, name: string, known: string[]): FlowDiagnostic {
  return error(
    'FLOW125',
    place,
    `Unknown runner "${name}"${suggestion(name, known) || `. Known are ${known.join(', ')}`}`,
    { data: misspelt(name, known) },
  );
}

export function unknownAnnotation(place: Place, name: string, known: string[]): FlowDiagnostic {
  const rest = suggestion(name, known) || `. Known are ${known.map((one) => `@${one}`).join(', ')}`;
  return error('FLOW126', place, `Unknown annotation "@${name}"${rest}`, { data: misspelt(name, known) });
}

export const wrongAnnotation = (place: Place, name: string, problem: string): FlowDiagnostic =>
  error('FLOW127', place, `"@${name}" ${problem}`);

/** `candidates`: the options that the value might be meant for. */
export const tooManyArguments = (place: Place, owner: string, allowed: string, candidates: string[]): FlowDiagnostic =>
  error('FLOW128', place, `${owner} takes ${allowed} without a name; name the others`, { data: { candidates } });
