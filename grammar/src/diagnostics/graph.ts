/** FLOW3xx: nodes and the edges between them. */
import { error, type FlowDiagnostic, type Place, warning } from './diagnostic.ts';

export const cycle = (place: Place, names: string[], others: Place[]): FlowDiagnostic =>
  error('FLOW301', place, `Nodes feed each other in a circle: ${[...names, names[0]].join(' → ')}`, {
    related: others.map((other, index) => ({ message: `"${names[index + 1]}" is on the circle`, place: other })),
  });

export const unusedNode = (place: Place, name: string): FlowDiagnostic =>
  warning('FLOW302', place, `Nothing reads "${name}", and it writes nothing`, { tag: 'unnecessary' });

export const unknownPort = (place: Place, port: string, node: string): FlowDiagnostic =>
  error('FLOW303', place, `"${node}" has no port "${port}"; it has "errors"`);

export const noRecords = (place: Place, node: string, reason: string): FlowDiagnostic =>
  error('FLOW304', place, `"${node}" gives no records: ${reason}`);

export const tooManyInputs = (place: Place, name: string): FlowDiagnostic =>
  error('FLOW305', place, `"${name}" takes the records of one node; this is a second one`);

export const recordsFromNothing = (place: Place, name: string): FlowDiagnostic =>
  error('FLOW306', place, `"${name}" promises records and has no input; name one: ${name}(input)`);

export const orderInStream = (place: Place, name: string, waitedFor: string): FlowDiagnostic =>
  error(
    'FLOW307',
    place,
    `"${name}" cannot wait for "${waitedFor}": records of one stream reach both, and would stand still`,
  );

export const emptyFlow = (place: Place, name: string): FlowDiagnostic =>
  warning('FLOW308', place, `Flow "${name}" has no nodes`);

export const duplicateOutput = (place: Place, name: string): FlowDiagnostic =>
  warning('FLOW309', place, `"${name}" is already an output`, { tag: 'unnecessary' });

export const neverComplete = (place: Place, name: string, source: string, read: Place): FlowDiagnostic =>
  error('FLOW350', place, `"${name}" needs all of its input, and the records of "${source}" never end`, {
    related: [{ message: `"${source}" never ends`, place: read }],
  });
