import type { AstNode } from 'langium';
import type { Position } from 'vscode-languageserver-types';
import type { FlowDiagnostic } from './diagnostic.ts';
import { rangeOf } from './range-of.ts';

/** Whether the mistake stands in the text of the node, or behind it on its last line: words it could not make sense of. */
export function isWithin({ place }: FlowDiagnostic, node: AstNode): boolean {
  const outer = rangeOf({ node });
  const { start } = rangeOf(place);
  return !isBefore(start, outer.start) && (start.line === outer.end.line || isBefore(start, outer.end));
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
