import type { AstNode } from 'langium';
import type { Position } from 'vscode-languageserver-types';
import type { FlowDiagnostic } from './diagnostic.ts';
import { rangeOf } from './range-of.ts';

/** Whether the mistake stands in the text of the node. A missing word belongs to what stands before it. */
export function isWithin({ place }: FlowDiagnostic, node: AstNode): boolean {
  const outer = rangeOf({ node });
  const { start } = rangeOf(place);
  return !isBefore(start, outer.start) && !isBefore(outer.end, start);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
