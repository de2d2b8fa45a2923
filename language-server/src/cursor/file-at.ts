import * as ast from '@millrace/grammar/syntax';
import { type LangiumDocument, type URI, UriUtils } from 'langium';
import { valueSpecOf } from '../catalogue/spec-at.ts';
import type { WordInTree } from './leaf-at.ts';

/** The file that a path names, relative to the folder of the document; undefined where the word is no path. */
export function fileAt(
  { uri }: LangiumDocument,
  { node, property }: Pick<WordInTree, 'node' | 'property'>,
): URI | undefined {
  const path = pathAt(node, property);
  return path ? UriUtils.resolvePath(UriUtils.dirname(uri), path) : undefined;
}

function pathAt(node: WordInTree['node'], property: string | undefined): string | undefined {
  if (ast.isImport(node)) return property === 'path' ? node.path : undefined;
  return ast.isStringLiteral(node) && valueSpecOf(node)?.kind === 'path' ? node.value : undefined;
}
