/** Whether what is said of a slip is one mistake at the damaged words, or for a name that is gone one at each of its uses. */
import { type FlowDiagnostic, rangeOf } from '@millrace/grammar';
import { AstUtils, type LangiumDocument } from 'langium';
import type { Slip } from './single-slips.ts';

/** undefined where it is as it should be. `found`: all that is said of the project, `document` the damaged one. */
export function faultOf(found: FlowDiagnostic[], slip: Slip, document: LangiumDocument): string | undefined {
  const isSyntax = found.some(({ code }) => /^FLOW10[12]$/.test(code));
  // It is another flow then, and a right one as far as the syntax goes: what it lacks is gone.
  if (slip.wants === 'uses' || (slip.kind === 'stray +' && !isSyntax)) return faultInUses(found, slip, document);
  if (found.length === 0)
    return slip.wants === 'one' ? `"${slip.change.text}" for "${slip.word}" is not noticed` : undefined;
  if (found.length > 1) return `${found.length} mistakes`;
  const changesSigns = /^no |^doubled|^stray/.test(slip.kind);
  return changesSigns || touches(found[0] as FlowDiagnostic, slip, document) ? undefined : 'not at the damaged words';
}

function touches({ place }: FlowDiagnostic, { kind, change }: Slip, { textDocument }: LangiumDocument): boolean {
  const range = rangeOf(place);
  const [from, to] = [textDocument.offsetAt(range.start), textDocument.offsetAt(range.end)];
  const end = change.at.from + change.text.length;
  // A word of an expression that is spelt wrong looks like a column: it is the word beside it that fits nowhere.
  const between =
    kind === 'keyword' ? textDocument.getText().slice(Math.min(to, end), Math.max(from, change.at.from)) : '';
  return (from <= end && to >= change.at.from) || (kind === 'keyword' && between.trim() === '');
}

/** Every mistake is said once, and names what is gone there or in its words, or stands in the damaged line. */
function faultInUses(found: FlowDiagnostic[], { word, change }: Slip, document: LangiumDocument): string | undefined {
  const places = found.map(({ place, message }) => JSON.stringify([rangeOf(place), documentOf(place).uri, message]));
  if (new Set(places).size < places.length) return 'a mistake is said twice';
  const { line } = document.textDocument.positionAt(change.at.from);
  const foreign = found.filter(({ place, message }) => {
    const isInLine = documentOf(place) === document && rangeOf(place).start.line === line;
    return !isInLine && !`${message} ${documentOf(place).textDocument.getText(rangeOf(place))}`.includes(word);
  });
  return foreign.length > 0 && found.length > 1 ? `not of uses of "${word}"` : undefined;
}

export function documentOf({ node }: FlowDiagnostic['place']): LangiumDocument {
  return AstUtils.getDocument(node);
}
