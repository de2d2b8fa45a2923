/** FLOW25x to FLOW27x: schemas, and the columns of nodes. FLOW201 to FLOW249 are those of types and expressions. */

import type { Dataset } from '../generated/ast.ts';
import { circle, onTheCircle } from './circle.ts';
import { error, type FlowDiagnostic, type Place, warning } from './diagnostic.ts';
import { misspelt } from './fix-facts.ts';
import { suggestion } from './suggestion.ts';

export const duplicateField = (place: Place, name: string, first: Place): FlowDiagnostic =>
  error('FLOW250', place, `A field is already called "${name}"`, {
    related: [{ message: `"${name}" is first declared here`, place: first }],
  });

/** `others`, here and below: the schemas between, in the order of the names. */
export const extendsCycle = (place: Place, names: string[], others: Place[]): FlowDiagnostic =>
  error('FLOW251', place, `Schemas extend each other in a circle: ${circle(names, ' extends ')}`, {
    related: onTheCircle(names, others),
  });

export const recursiveSchema = (place: Place, names: string[], others: Place[]): FlowDiagnostic =>
  error(
    'FLOW252',
    place,
    `Schema "${names[0]}" contains itself; a record has a fixed depth. Use json for data that nests freely`,
    { related: onTheCircle(names, others) },
  );

export const incompatibleOverride = (
  place: Place,
  name: string,
  base: string,
  reason: string,
  inherited: Place,
  type: string,
): FlowDiagnostic =>
  error('FLOW253', place, `Field "${name}" does not fit the one of "${base}": ${reason}`, {
    related: [{ message: `"${base}" is declared here`, place: inherited }],
    data: { type },
  });

export const notARecord = (place: Place, what: string, actual: string): FlowDiagnostic =>
  error('FLOW254', place, `${what} are records of a schema, not ${actual}`);

export const badVector = (place: Place, reason: string): FlowDiagnostic => error('FLOW255', place, reason);

/** `advice`: how to have only one of them. */
export const duplicateColumn = (place: Place, name: string, first: Place | undefined, advice: string): FlowDiagnostic =>
  error('FLOW256', place, `Two columns are called "${name}"; ${advice}`, {
    related: first && [{ message: `"${name}" first comes from here`, place: first }],
    data: { name },
  });

export const unknownColumn = (place: Place, name: string, known: string[]): FlowDiagnostic =>
  error('FLOW257', place, `Unknown column "${name}"${suggestion(name, known)}`, { data: misspelt(name, known) });

export const spreadOfNoRecord = (place: Place, actual: string): FlowDiagnostic =>
  error('FLOW258', place, `Only a record can be spread, not ${actual}`);

export const emptySelect = (place: Place, name: string): FlowDiagnostic =>
  error('FLOW259', place, `"${name}" selects no columns; name some, or write * for all`);

export const wrongParameterType = (place: Place, type: string): FlowDiagnostic =>
  error('FLOW260', place, `A parameter is a scalar, not ${type}`);

export const wrongParameterDefault = (place: Place, name: string, reason: string, type: string): FlowDiagnostic =>
  error('FLOW261', place, `The default of "${name}" does not fit: ${reason}`, { data: { name, type } });

export const deprecatedField = (place: Place, name: string, advice: string): FlowDiagnostic =>
  warning('FLOW262', place, `"${name}" is deprecated${advice === '' ? '' : `: ${advice}`}`, {
    tag: 'deprecated',
    data: { name, advice },
  });

export const tooManyFields = (place: Place, name: string, most: number): FlowDiagnostic =>
  error('FLOW265', place, `Schema "${name}" has more than ${most} fields, counting those inside of its records`);

/** `name`: the node, or the schema, with which there are too many. */
export const tooManyColumns = (place: Place, name: string, most: number): FlowDiagnostic =>
  error(
    'FLOW265',
    place,
    `With "${name}" there are more than ${most} columns, counting those of all that comes before; keep fewer of them`,
  );

export const tooDeepSchema = (place: Place, name: string, most: number): FlowDiagnostic =>
  error('FLOW265', place, `Field "${name}" has more than ${most} records inside of each other`);

export const emptySchema = (place: Place, name: string): FlowDiagnostic =>
  warning('FLOW263', place, `Schema "${name}" has no fields`);

export const datasetMismatch = (place: Place, what: string, reason: string, dataset: Dataset): FlowDiagnostic =>
  error('FLOW270', place, `${what}: ${reason}`, {
    related: [{ message: `"${dataset.name}" is declared here`, place: { node: dataset, property: 'type' } }],
  });

export const readWithoutSchema = (place: Place, name: string): FlowDiagnostic =>
  error('FLOW271', place, `"${name}" needs the schema of what it reads: read ${name}: Schema from …`);

export const upsertWithoutKey = (place: Place): FlowDiagnostic =>
  error('FLOW272', place, 'mode: "upsert" needs to know a record again: mark a field of its schema with @key');
