/** The mistakes that a request is about. */
import { checkDocument, type FlowDiagnostic, rangeOf, toLspDiagnostic } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import type { Diagnostic, Position, Range } from 'vscode-languageserver';
import type { ActionRequest } from '../code-actions/action-source.ts';
import type { FlowLanguageServices } from '../services.ts';
import type { Mistake } from './fix.ts';

/** All that is told of the document. */
export function mistakesOf(document: LangiumDocument, services: FlowLanguageServices): Mistake[] {
  return checkDocument(document).map((diagnostic) => mistakeOf(diagnostic, document, services));
}

function isSame({ code, range }: Pick<Diagnostic, 'code' | 'range'>, diagnostic: FlowDiagnostic): boolean {
  const own = rangeOf(diagnostic.place);
  return code === diagnostic.code && isEqual(range.start, own.start) && isEqual(range.end, own.end);
}

function mistakeOf(diagnostic: FlowDiagnostic, document: LangiumDocument, services: FlowLanguageServices): Mistake {
  const { code, place, data = {} } = diagnostic;
  return { code, diagnostic, node: place.node, facts: data, document, services };
}

/** Those that touch what is selected. */
export function mistakesAt({ document, range, services }: ActionRequest): Mistake[] {
  return mistakesOf(document, services).filter(({ diagnostic }) => touches(rangeOf(diagnostic.place), range));
}

/** As the client has it, so that it finds its own again. */
export function asDiagnostic({ diagnostic }: Mistake, known: readonly Diagnostic[]): Diagnostic {
  return known.find((one) => isSame(one, diagnostic)) ?? toLspDiagnostic(diagnostic);
}

function touches(one: Range, other: Range): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function isEqual(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}
