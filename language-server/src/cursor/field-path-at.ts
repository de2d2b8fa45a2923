import * as ast from '@millrace/grammar/syntax';
import { pathOf } from '../completion/input-record.ts';
import type { WordInTree } from './leaf-at.ts';

/** The field a word names in the record its node sees, as a path from the record inwards; undefined for other words. */
export function fieldPathAt({ node, property, leaf }: WordInTree): string[] | undefined {
  if (ast.isReference(node) || ast.isMember(node)) return pathOf(node);
  if (ast.isFieldItem(node) && property === 'name' && node.value === undefined) return [node.name];
  return ast.isAllItem(node) && property === 'except' ? [leaf.text.replaceAll('`', '')] : undefined;
}
