import { type AstNode, CstUtils, type LangiumDocument } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import type { FlowDiagnostic, Place } from '../diagnostics/diagnostic.ts';
import type { FixFacts } from '../diagnostics/fix-facts.ts';
import { nestsTooDeep, syntaxError, unexpectedCharacter } from '../diagnostics/names.ts';
import { nearNames } from '../diagnostics/nearest-name.ts';
import { type FlowFile, isSchema } from '../generated/ast.ts';
import { tooDeepMessage } from './depth.ts';
import type { SaidError } from './flow-lexer.ts';
import { leadingMistakes } from './leading-mistakes.ts';
import { misspeltIf } from './misspelt-if.ts';
import { missingSign } from './parser-messages.ts';
import { skippedStatements } from './skipped-statements.ts';
import { statementWords } from './statement-words.ts';

type ParserError = LangiumDocument['parseResult']['parserErrors'][number];
type Token = ParserError['token'];

/**
 * The mistakes of lexer and parser, each where a person would look for it: a missing word behind the word that came before
 * it, not at whatever comes next. One per line: what the parser stumbles over while it recovers is no news.
 */
export function syntaxErrors(document: LangiumDocument): FlowDiagnostic[] {
  const { value: root } = document.parseResult;
  const { lexerErrors, parserErrors } = leadingMistakes(document.parseResult);
  const [surplus, other] = [lexerErrors.filter(isSurplus), lexerErrors.filter((one) => !isSurplus(one))];
  const found = [
    ...other.map((one) => lexerError(document, one)),
    ...parserErrors.filter(isNews).map((one) => ifError(document, one) ?? parserError(placeOf(one, root), one)),
    ...parserErrors.flatMap((one) => passedBy(one, root)),
    ...surplus.map((one) => lexerError(document, one)),
  ];
  const seen = new Set<number>();
  return found.filter(({ place }) => {
    const line = place.range?.start.line ?? 0;
    return !seen.has(line) && seen.add(line);
  });
}

/** What leaves a bracket over is the mistake, where it stands on the same line. */
function isSurplus(error: LexerError): boolean {
  return isSaid(error) && error.message === 'Unexpected "}"';
}

/** Behind another mistake a bracket too many closes what that one broke off, and nodes stand where it ended their flow. */
function isNews({ message }: ParserError, index: number): boolean {
  return index === 0 || !/^(Unexpected "[})\]]"|Expected "}" to close|A node stands inside of a flow)/.test(message);
}

function parserError(place: Place, { message, token }: ParserError): FlowDiagnostic {
  return message === tooDeepMessage
    ? tooDeep(place, token.startOffset)
    : syntaxError(place, message, slipOf(token, message));
}

function ifError({ textDocument, parseResult }: LangiumDocument, { token }: ParserError): FlowDiagnostic | undefined {
  const text = textDocument.getText();
  const found = CstUtils.isValidTokenRange(token) ? misspeltIf(text, token.startOffset) : undefined;
  if (found === undefined) return undefined;
  const range = { start: textDocument.positionAt(found.from), end: textDocument.positionAt(found.to) };
  const message = `Unexpected "${text.slice(found.from, found.to)}". Did you mean "if"?`;
  return syntaxError({ node: parseResult.value, range }, message, { candidates: ['if'] });
}

function passedBy(error: ParserError, node: AstNode): FlowDiagnostic[] {
  return skippedStatements(error).map(({ token, meant }) => {
    const message = `Unexpected "${token.image}". Did you mean "${meant}"?`;
    return syntaxError({ node, range: CstUtils.tokenToRange(token) }, message, slipOf(token, message));
  });
}

/** What may have been meant: a sign that is missing, or a word that opens a statement. */
function slipOf({ image }: Token, message: string): FixFacts {
  const insert = missingSign(message);
  if (insert !== undefined) return { insert };
  const isWord = message.startsWith('Unexpected') && /^[A-Za-z_]\w*$/.test(image);
  return isWord ? { candidates: nearNames(image, statementWords) } : {};
}

/** `place` is one of the file: what lies too deep has no node. A schema holds types, and what else nests is mostly computed. */
function tooDeep(place: Place, offset: number): FlowDiagnostic {
  const { declarations } = place.node as FlowFile;
  const around = declarations.findLast(({ $cstNode }) => ($cstNode?.offset ?? 0) <= offset);
  return nestsTooDeep(place, isSchema(around) ? 'type' : 'expression');
}

type LexerError = LangiumDocument['parseResult']['lexerErrors'][number];

function lexerError(document: LangiumDocument, error: LexerError): FlowDiagnostic {
  const { offset, length, message } = error;
  const { textDocument, parseResult } = document;
  const text = textDocument.getText().slice(offset, offset + length);
  const range = { start: textDocument.positionAt(offset), end: textDocument.positionAt(offset + length) };
  const place = { node: parseResult.value, range };
  if (message === tooDeepMessage) return tooDeep(place, offset);
  return isSaid(error)
    ? syntaxError(place, message, { insert: missingSign(message) })
    : unexpectedCharacter(place, text);
}

function isSaid(error: LexerError): error is SaidError {
  return 'said' in error;
}

function placeOf(error: ParserError, node: AstNode): Place {
  const previous = (error as { previousToken?: Token }).previousToken;
  return { node, range: errorRange(error.token, previous) };
}

function errorRange(token: Token, previous: Token | undefined): Range {
  const comesBefore =
    previous !== undefined &&
    CstUtils.isValidTokenRange(previous) &&
    !(previous.startOffset >= token.startOffset && CstUtils.isValidTokenRange(token));
  if (!CstUtils.isValidTokenRange(token)) return comesBefore ? lastCharacter(previous) : emptyRange;
  const isOnNextLine = comesBefore && (previous.endLine ?? 0) < (token.startLine ?? 0);
  return isOnNextLine ? lastCharacter(previous) : CstUtils.tokenToRange(token);
}

const emptyRange: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function lastCharacter(token: Token): Range {
  const { end } = CstUtils.tokenToRange(token);
  return { start: { line: end.line, character: Math.max(0, end.character - 1) }, end };
}
