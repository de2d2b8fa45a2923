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
  for (const [property, value] of Object.entries(container)) {
    if (property.startsWith('$')) continue;
    const values = Array.isArray(value) ? value : [value];
    for (const [index, one] of values.entries()) {
      if (isAstNode(one)) parts.push(one);
      else if (isReference(one) || isMultiReference(one)) {
        found.push({ reference: one, container, property, ...(Array.isArray(value) && { index }) });
      }
    }
  }
  for (const part of parts) {
    if (isStatement(part) || isDeclaration(part)) for (const one of referencesIn(part)) found.push(one);
    else collect(part, found);
  }
}
