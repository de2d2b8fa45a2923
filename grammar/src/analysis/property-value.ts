import * as ast from '../generated/ast.ts';

/** The value written for a property of a block; of two the first counts. */
export function propertyValue(block: ast.PropertyBlock | ast.ObjectLiteral | undefined, key: string) {
  return findProperty(block, key)?.value;
}

export function findProperty(
  block: ast.PropertyBlock | ast.ObjectLiteral | undefined,
  key: string,
): ast.Property | undefined {
  return block?.properties.find((property) => property.key === key);
}

/** The properties of a node as they are written; undefined of a node that has no block for them. */
export function writtenProperties(node: ast.Node): ast.Property[] | undefined {
  if (ast.isReviewNode(node)) return node.properties.filter(ast.isProperty);
  return 'properties' in node ? node.properties?.properties : undefined;
}
