import type * as ast from '../generated/ast.ts';

/** The inputs a node reads records from, as far as the text names them. */
export function inputsOf(node: ast.Node): ast.Input[] {
  return written(node).filter((input) => input !== undefined);
}

/** Of a half-typed statement some are missing. */
function written(node: ast.Node): (ast.Input | undefined)[] {
  switch (node.$type) {
    case 'ReadNode':
      return [];
    case 'TaskNode':
    case 'UnionNode':
    case 'SqlNode':
      return node.inputs;
    case 'JoinNode':
      return [node.left, node.right];
    case 'UseNode':
      return [];
    default:
      return [node.input];
  }
}
