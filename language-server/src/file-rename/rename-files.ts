/**
 * What flow files have to say otherwise when files or folders are renamed: paths to what moves, and the paths of a flow file that
 * moves itself. A path that leads where it led before stays as it is written.
 */
import { rangeOf } from '@millrace/grammar';
import { type LangiumDocument, type URI, UriUtils } from 'langium';
import { Edits } from '../rename/edit.ts';
import type { Moves } from './moves.ts';
import { type WrittenPath, writtenPaths } from './written-paths.ts';

export function editsForMoves(documents: Iterable<LangiumDocument>, moves: Moves): Edits {
  const edits = new Edits();
  const { names } = moves;
  for (const document of documents) {
    const text = document.textDocument.getText();
    if (!moves.isMoved(document.uri) && !names.some((name) => text.includes(name))) continue;
    for (const written of writtenPaths(document)) {
      const path = pathAfter(document.uri, written, moves);
      if (path !== undefined) edits.replaceIn(document, rangeOf(written.place), JSON.stringify(path));
    }
  }
  return edits;
}

/** undefined where it stays. */
function pathAfter(document: URI, { path, target, isImport }: WrittenPath, moves: Moves): string | undefined {
  const before = UriUtils.relative(UriUtils.dirname(document), target);
  const after = UriUtils.relative(UriUtils.dirname(moves.placeOf(document)), moves.placeOf(target));
  if (before === after) return undefined;
  const hasDot = isImport || path.startsWith('./');
  return hasDot && !after.startsWith('../') ? `./${after}` : after;
}
