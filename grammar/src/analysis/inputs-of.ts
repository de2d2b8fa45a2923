import * as ast from '../generated/ast.ts';

/** The inputs a node reads records from, as far as the text names them. */
export function inputsOf(node: ast.Node): ast.Input[] {
  if (ast.isReadNode(node)) return [];
  const inputs = ast.isTaskNode(node) ? node.inputs : [node.input];
  return inputs.filter((input) => input !== undefined);
}

/** The nodes that have to come before a node: those it reads, and those it waits for. */
export function predecessorsOf(node: ast.Node): ast.Node[] {
  const read = inputsOf(node).map((input) => input.node?.ref);
  const waitedFor = ast.isTaskNode(node) ? node.after.map((reference) => reference.ref) : [];
  return [...read, ...waitedFor].filter((one) => one !== undefined);
}
