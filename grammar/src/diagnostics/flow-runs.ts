/** FLOW13x and FLOW28x: where a flow is named to be run: by use, test, schedule and trigger. */
import { error, type FlowDiagnostic, type Place, warning } from './diagnostic.ts';
import { misspelt } from './fix-facts.ts';
import { suggestion } from './suggestion.ts';

export const unnamedFlowArgument = (place: Place, flow: string): FlowDiagnostic =>
  error('FLOW130', place, `Values for a flow have names: ${flow}(parameter: value)`);

export function unknownFlowParameter(
  place: Place,
  name: string,
  flow: string,
  known: string[],
  declared: Place,
): FlowDiagnostic {
  const rest = suggestion(name, known) || (known.length === 0 ? '; it has none' : `. It has ${known.join(', ')}`);
  return error('FLOW131', place, `"${flow}" has no parameter "${name}"${rest}`, {
    related: [{ message: `"${flow}" is declared here`, place: declared }],
    data: misspelt(name, known),
  });
}

/** `declared`, here and below: the parameter. */
export const missingFlowArgument = (
  place: Place,
  name: string,
  flow: string,
  type: string,
  declared: Place,
  example?: string,
): FlowDiagnostic =>
  error('FLOW132', place, `"${flow}" needs a value for "${name}": ${name}: ${type}`, {
    ...parameterHere(name, declared),
    data: { name, example },
  });

export const unknownMoment = (place: Place, name: string, known: string[]): FlowDiagnostic =>
  error('FLOW133', place, `Unknown moment "${name}"${suggestion(name, known) || `. Known are ${known.join(', ')}`}`, {
    data: misspelt(name, known),
  });

export const badCron = (place: Place, reason: string): FlowDiagnostic =>
  error('FLOW134', place, `This is no time table: ${reason}`);

export const wrongFlowArgument = (
  place: Place,
  name: string,
  reason: string,
  declared: Place | undefined,
  type: string,
): FlowDiagnostic =>
  error('FLOW280', place, `The value of "${name}" does not fit: ${reason}`, {
    ...parameterHere(name, declared),
    data: { name, type },
  });

export const streamMismatch = (
  place: Place,
  name: string,
  flow: string,
  reason: string,
  declared: Place | undefined,
): FlowDiagnostic =>
  error('FLOW281', place, `These records do not fit "${name}" of "${flow}": ${reason}`, parameterHere(name, declared));

export const notAStream = (place: Place, name: string, flow: string, declared: Place): FlowDiagnostic =>
  error('FLOW282', place, `"${name}" of "${flow}" is a stream: give it the name of a node`, {
    ...parameterHere(name, declared),
    data: { name },
  });

/** `by`: what would run it: `schedule`. */
export const streamNotGiven = (place: Place, name: string, flow: string, by: string, declared: Place): FlowDiagnostic =>
  error(
    'FLOW283',
    place,
    `"${flow}" takes the stream "${name}", which a ${by} has not; use it in a flow that reads its records`,
    parameterHere(name, declared),
  );

export const notARecordLiteral = (place: Place, columns: string[]): FlowDiagnostic =>
  error('FLOW284', place, 'A record is written { field: value }', { data: { columns } });

export const wrongTestValue = (place: Place, name: string, reason: string, type?: string): FlowDiagnostic =>
  error('FLOW285', place, `The value of "${name}" does not fit: ${reason}`, { data: { name, type } });

/** `fields`: each with the text of a value that fits. */
export const missingTestField = (place: Place, fields: Record<string, string>): FlowDiagnostic => {
  const names = Object.keys(fields).map((name) => `"${name}"`);
  return error('FLOW286', place, `The record has no value for ${names.join(', ')}`, { data: { fields } });
};

export const notGivenTo = (place: Place, name: string): FlowDiagnostic =>
  error(
    'FLOW287',
    place,
    `"${name}" makes its records itself; records are given to a read or to a parameter that is a stream`,
  );

export const testWithoutExpectation = (place: Place): FlowDiagnostic =>
  warning('FLOW288', place, 'This test expects nothing, so it can only fail by a run that fails');

export const repeatedClause = (place: Place, role: string, name: string, first: Place): FlowDiagnostic =>
  error('FLOW289', place, `There is another "${role} ${name}" in this test`, {
    related: [{ message: 'The first one is here', place: first }],
  });

function parameterHere(name: string, declared: Place | undefined): Pick<FlowDiagnostic, 'related'> {
  return declared === undefined ? {} : { related: [{ message: `"${name}" is declared here`, place: declared }] };
}
