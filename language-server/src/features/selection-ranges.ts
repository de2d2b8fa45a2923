import type { LangiumDocument } from 'langium';
import type { Position, SelectionRange } from 'vscode-languageserver';
import { spansAround } from '../selection/spans-around.ts';

/** Selection ranges: what a person selects by growing the selection from a cursor. */
export function selectionRanges(
  { textDocument, parseResult }: LangiumDocument,
  positions: Position[],
): SelectionRange[] {
  const text = textDocument.getText();
  return positions.map((position) => {
    const spans = spansAround(parseResult.value.$cstNode, text, textDocument.offsetAt(position));
    const empty: SelectionRange = { range: { start: position, end: position } };
    return (
      spans.toReversed().reduce<SelectionRange | undefined>((parent, { from, to }) => {
        const range = { start: textDocument.positionAt(from), end: textDocument.positionAt(to) };
        return parent === undefined ? { range } : { range, parent };
      }, undefined) ?? empty
    );
  });
}
