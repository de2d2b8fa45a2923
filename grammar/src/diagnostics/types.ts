/** FLOW201 to FLOW249: types and expressions. Those of schemas and columns follow from FLOW250, in schemas.ts. */
import { error, type FlowDiagnostic, type Place, warning } from './diagnostic.ts';
import { misspelt } from './fix-facts.ts';
import { suggestion } from './suggestion.ts';

/** `what` may be named there: parameters have no place everywhere. */
export const unknownField = (
  place: Place,
  name: string,
  known: Iterable<string>,
  what: 'field or parameter' | 'field' = 'field or parameter',
): FlowDiagnostic =>
  error('FLOW201', place, `Unknown ${what} "${name}"${suggestion(name, known)}`, {
    data: misspelt(name, known),
  });

export const unknownInnerField = (
  place: Place,
  name: string,
  record: string,
  known: readonly string[],
): FlowDiagnostic =>
  error('FLOW202', place, `${record} has no field "${name}"${suggestion(name, known)}`, {
    data: misspelt(name, known),
  });

/** Of a record that is no column: `at(list, 1)`. */
export const fieldOfComputed = (place: Place): FlowDiagnostic =>
  error(
    'FLOW203',
    place,
    'Fields are read of columns; give this record a name in a select, and read its fields behind that',
  );

export const noFieldsInside = (place: Place, receiver: string, isJson: boolean): FlowDiagnostic =>
  error(
    'FLOW203',
    place,
    isJson
      ? `${receiver} may hold anything, so its fields are not known here; read them in sql or in a task, or give the field a record as its type`
      : `${receiver} is no record and has no fields`,
  );

export const unknownFunction = (place: Place, name: string, known: readonly string[]): FlowDiagnostic =>
  error('FLOW204', place, `Unknown function "${name}"${suggestion(name, known)}`, { data: misspelt(name, known) });

export const aggregateElsewhere = (place: Place, name: string): FlowDiagnostic =>
  error('FLOW221', place, `"${name}" is computed over a group of records; it stands in an aggregate`);

export const operatorCalledByName = (place: Place, name: string, symbol: string): FlowDiagnostic =>
  error('FLOW205', place, `"${name}" is an operator; write ${symbol}`, { data: { name, symbol } });

/** `most`: how many it takes at most. */
export const wrongArgumentCount = (place: Place, signatures: string, given: number, most: number): FlowDiagnostic =>
  error('FLOW206', place, `${signatures} does not take ${given} ${given === 1 ? 'argument' : 'arguments'}`, {
    data: { count: most },
  });

/** `type`: what the parameter takes. */
export const wrongArgument = (
  place: Place,
  given: string,
  parameter: string,
  name: string,
  type: string,
): FlowDiagnostic =>
  error('FLOW207', place, `${given} does not fit the parameter "${parameter}" of ${name}`, { data: { type } });

/** `types`: what the first parameter of each of its forms takes. */
export const wrongArguments = (
  place: Place,
  given: string,
  name: string,
  signatures: string,
  types: string[],
): FlowDiagnostic =>
  error('FLOW208', place, `${name} cannot be called with ${given}; it is ${signatures}`, { data: { types } });

export const unknownArgument = (place: Place, name: string, fn: string, known: readonly string[]): FlowDiagnostic =>
  error('FLOW209', place, `${fn} has no parameter "${name}"${suggestion(name, known)}`, {
    data: misspelt(name, known),
  });

/** `what` completes "Cannot …": `compare "amount" (float64) with string`. */
export const wrongOperands = (place: Place, what: string, advice: string, types: string[]): FlowDiagnostic =>
  error('FLOW210', place, `Cannot ${what}${advice === '' ? '' : `; ${advice}`}`, { data: { types } });

export const notACondition = (place: Place, operator: string, given: string, type: string): FlowDiagnostic =>
  error('FLOW211', place, `"${operator}" needs a condition (bool), not ${given}`, { data: { type } });

export const noCommonType = (place: Place, what: string, types: readonly string[]): FlowDiagnostic =>
  error('FLOW212', place, `${what} have no type in common: ${types.join(', ')}`, { data: { types: [...types] } });

export const untypedNull = (place: Place): FlowDiagnostic =>
  error('FLOW213', place, 'The type of this null cannot be known here; write for example string(null)');

export const notAnExpression = (place: Place, what: string): FlowDiagnostic =>
  error('FLOW214', place, `${what} cannot stand in an expression`);

/** `example`: the nearest that there is. */
export const badLiteral = (place: Place, reason: string, example?: string): FlowDiagnostic =>
  error('FLOW215', place, reason, { data: { example } });

export const badArgumentValue = (place: Place, reason: string): FlowDiagnostic => error('FLOW216', place, reason);

export const alwaysFails = (place: Place, reason: string): FlowDiagnostic =>
  error('FLOW217', place, `This fails for every record: ${reason}`);

export const neverNull = (place: Place, what: string, consequence: string): FlowDiagnostic =>
  warning('FLOW218', place, `${what} is never null, so ${consequence}`, { tag: 'unnecessary' });

/** A named argument before which one is `missing`, or whose parameter has its argument already. */
export const misplacedArgument = (
  place: Place,
  name: string,
  fn: string,
  missing: string | undefined,
  example?: string,
): FlowDiagnostic =>
  error(
    'FLOW219',
    place,
    missing === undefined ? `"${name}" of ${fn} is given twice` : `${fn} needs "${missing}" before "${name}"`,
    { data: { name: missing, example } },
  );

/** `name` is undefined where it is none. */
export const secretElsewhere = (place: Place, name: string | undefined): FlowDiagnostic =>
  error(
    'FLOW222',
    place,
    `${name === undefined ? 'A secret' : `The secret "${name}"`} cannot stand here; it goes into functions that ask for one, as in hmac(card, secret("${name ?? 'CARD_KEY'}"))`,
  );

export const secretWanted = (place: Place, parameter: string, fn: string): FlowDiagnostic =>
  error(
    'FLOW223',
    place,
    `"${parameter}" of ${fn} is a secret, which stands in no file: write its name, as in secret("CARD_KEY")`,
  );
