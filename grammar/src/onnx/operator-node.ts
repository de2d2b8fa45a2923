import type { ByteWindow } from './byte-window.ts';
import { fieldsIn, readText, type WireField } from './wire.ts';

/** What matters of a node of a graph: its operator, and where it reads and writes. */
export interface OperatorNode {
  operator: string;
  /** Empty for the operators of ONNX itself. */
  domain: string;
  /** The name of what it reads first. */
  input: string;
  outputs: string[];
  /** Located, not read: a tree ensemble keeps all its numbers in them. */
  attributes: WireField[];
}

/** A NodeProto. */
export function readNode(window: ByteWindow, field: WireField): OperatorNode {
  const node: OperatorNode = { operator: '', domain: '', input: '', outputs: [], attributes: [] };
  for (const part of fieldsIn(window, field)) {
    if (part.number === 1) node.input ||= readText(window, part);
    if (part.number === 2) node.outputs.push(readText(window, part));
    if (part.number === 4) node.operator = readText(window, part);
    if (part.number === 5) node.attributes.push(part);
    if (part.number === 7) node.domain = readText(window, part);
  }
  if (node.domain === 'ai.onnx') node.domain = '';
  return node;
}
