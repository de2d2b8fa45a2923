/**
 * The references of a tree, in the order of its text. Of each statement and declaration they are looked for once: trees do not
 * change, and a text that is read again keeps those of its statements that stayed as they were.
 */
import { type AstNode, isAstNode, isMultiReference, isReference, type ReferenceInfo } from 'langium';
import { isDeclaration, isStatement } from '../generated/ast.ts';

const known = new WeakMap<AstNode, readonly ReferenceInfo[]>();

export function referencesIn(node: AstNode): readonly ReferenceInfo[] {
  const found = known.get(node);
  if (found !== undefined) return found;
  const references: ReferenceInfo[] = [];
  collect(node, references);
  if (isStatement(node) || isDeclaration(node)) known.set(node, references);
  return references;
}

function collect(container: AstNode, found: ReferenceInfo[]): void {
  const parts: AstNode[] = [];
  for (const property in container) {
    if (property.startsWith('$')) continue;
    const value = (container as unknown as Record<string, unknown>)[property];
    if (!Array.isArray(value)) sort(value, { container, property }, found, parts);
    else
      for (let index = 0; index < value.length; index++)
        sort(value[index], { container, property, index }, found, parts);
  }
  for (const part of parts) {
    if (isStatement(part) || isDeclaration(part)) for (const one of referencesIn(part)) found.push(one);
    else collect(part, found);
  }
}

function sort(value: unknown, place: Omit<ReferenceInfo, 'reference'>, found: ReferenceInfo[], parts: AstNode[]): void {
  if (isAstNode(value)) parts.push(value);
  else if (isReference(value) || isMultiReference(value)) found.push({ reference: value, ...place });
}
