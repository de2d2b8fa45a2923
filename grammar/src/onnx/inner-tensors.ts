/**
 * Weights that are not among those of the model's graph itself: in the bodies of If, Loop and Scan, which are graphs, and as the
 * value of a Constant. They may be kept in files too.
 */
import type { ByteWindow } from './byte-window.ts';
import { type Initializer, readInitializer, readSparseInitializer } from './initializer.ts';
import { Malformed } from './malformed.ts';
import { type OperatorNode, readNode } from './operator-node.ts';
import { fieldsIn, type WireField } from './wire.ts';

const withBodies = new Set(['If', 'Loop', 'Scan', 'SequenceMap']);
const withValues = new Set(['Constant', 'ConstantOfShape']);

/** Bodies in bodies; what exporters write has two or three. */
const depthMax = 32;

/** `count` is told of every part that is looked at, and throws where they are too many. */
export type CountParts = (at: WireField) => void;

export function* innerTensors(
  window: ByteWindow,
  { operator, domain, attributes }: OperatorNode,
  count: CountParts,
  depth = 0,
): Generator<Initializer> {
  if (domain !== '' || !(withBodies.has(operator) || withValues.has(operator))) return;
  for (const attribute of attributes) {
    for (const field of fieldsIn(window, attribute)) {
      count(field);
      if (field.number === 5) yield readInitializer(window, field);
      if (field.number === 22) yield* readSparseInitializer(window, field);
      if (field.number === 6 || field.number === 11) yield* tensorsOfBody(window, field, count, depth + 1);
    }
  }
}

/** A GraphProto. */
function* tensorsOfBody(
  window: ByteWindow,
  graph: WireField,
  count: CountParts,
  depth: number,
): Generator<Initializer> {
  if (depth > depthMax) throw new Malformed('The model nests too deep to be read', graph.start);
  for (const field of fieldsIn(window, graph)) {
    count(field);
    if (field.number === 1) yield* innerTensors(window, readNode(window, field), count, depth);
    if (field.number === 5) yield readInitializer(window, field);
    if (field.number === 15) yield* readSparseInitializer(window, field);
  }
}
