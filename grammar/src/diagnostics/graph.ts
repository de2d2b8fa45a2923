/** FLOW3xx: nodes and the edges between them. */

import { printName } from '../types/print-type.ts';
import { circle, onTheCircle } from './circle.ts';
import { error, type FlowDiagnostic, type Place, warning } from './diagnostic.ts';
import { misspelt } from './fix-facts.ts';
import { nearNames } from './nearest-name.ts';

export const cycle = (place: Place, names: string[], others: Place[]): FlowDiagnostic =>
  error('FLOW301', place, `Nodes feed each other in a circle: ${circle([...names, names[0] as string], ' → ')}`, {
    related: onTheCircle(names, others),
  });

export const unusedNode = (place: Place, name: string): FlowDiagnostic =>
  warning('FLOW302', place, `Nothing reads "${name}", and it writes nothing`, { tag: 'unnecessary' });

/** `ports`: what it has; none of a parameter. */
export const unknownPort = (place: Place, port: string, node: string, ports: string[]): FlowDiagnostic =>
  error('FLOW303', place, `"${node}" has no port "${port}"; it has ${list(ports) || 'none'}`, {
    data: { ...misspelt(port, ports), candidates: [...new Set([...nearNames(port, ports), ...ports])].slice(0, 5) },
  });

export const noRecords = (place: Place, node: string, reason: string): FlowDiagnostic =>
  error('FLOW304', place, `"${node}" gives no records: ${reason}`);

export const tooManyInputs = (place: Place, name: string): FlowDiagnostic =>
  error('FLOW305', place, `"${name}" takes the records of one node; this is a second one. mode: whole takes several`);

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

export const duplicateOutput = (place: Place, name: string, first: Place): FlowDiagnostic =>
  warning('FLOW309', place, `"${name}" is already an output`, {
    tag: 'unnecessary',
    related: [{ message: 'The first one is here', place: first }],
  });

export const neverComplete = (place: Place, name: string, source: string, read: Place): FlowDiagnostic =>
  error('FLOW350', place, `"${name}" needs all of its input, and the records of "${source}" never end`, {
    related: [{ message: `"${source}" never ends`, place: read }],
  });

export const noPortNamed = (place: Place, node: string, ports: string[]): FlowDiagnostic =>
  error(
    'FLOW310',
    place,
    `"${node}" gives records by its ports; write ${ports.map((one) => `${node}.${one}`).join(' or ')}`,
    { data: { candidates: ports.map((one) => [node, ...one.split('.')].map(printName).join('.')) } },
  );

export const otherwiseNotLast = (place: Place): FlowDiagnostic =>
  error('FLOW311', place, 'No record reaches the ports below: "otherwise" comes last');

export const reservedPort = (place: Place, name: string): FlowDiagnostic =>
  error('FLOW312', place, `Every node has "${name}" already; give the port another name`);

export const repeatedInput = (place: Place, name: string, first: Place): FlowDiagnostic =>
  error('FLOW313', place, `"${name}" is already an input`, {
    related: [{ message: 'The first one is here', place: first }],
  });

export const missingInUnion = (
  place: Place,
  input: string,
  names: string[],
  other: string,
  there: Place,
): FlowDiagnostic =>
  error(
    'FLOW314',
    place,
    `"${input}" has no ${columns(names)}, which "${other}" has; select the same columns of both`,
    {
      related: [{ message: `"${other}" has ${columns(names)}`, place: there }],
      data: { columns: names },
    },
  );

/** `candidates`: what may have been meant. */
export const incomparableKeys = (place: Place, reason: string, candidates: string[] = []): FlowDiagnostic =>
  error('FLOW315', place, `This is no condition of a join: ${reason}`, { data: { candidates } });

export const notAnAggregate = (place: Place, name: string, known: string[]): FlowDiagnostic =>
  error(
    'FLOW316',
    place,
    `"${name}" is computed over a group, by ${list(known)}; compute with the results in a select`,
  );

export const windowNeedsTime = (place: Place, actual: string): FlowDiagnostic =>
  error('FLOW317', place, `A window is of a timestamp that is never null, not of ${actual}`);

export const emptyAggregate = (place: Place, name: string): FlowDiagnostic =>
  error('FLOW318', place, `"${name}" computes nothing; give it keys or columns`);

/** `others`: the flows between, in the order of the names. */
export const recursiveUse = (place: Place, names: string[], others: Place[]): FlowDiagnostic =>
  error('FLOW319', place, `Flows use each other in a circle: ${circle(names, ' uses ')}`, {
    related: onTheCircle(names, others),
  });

function columns(names: string[]): string {
  return `${names.length === 1 ? 'column' : 'columns'} ${list(names)}`;
}

function list(names: string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length <= 1 ? (quoted[0] ?? '') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}
