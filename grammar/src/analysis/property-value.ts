import type * as ast from '../generated/ast.ts';

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
