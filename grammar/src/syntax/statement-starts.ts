/**
 * Where a statement begins, as words and layout tell. Every word that opens one is a name, too: of a column, behind a dot, before
 * a colon; so it takes the place at the start of a line, or what goes on as such a statement does.
 */
import type { LexerResult } from 'langium';
import { declarationWords, nodeWords } from './statement-words.ts';

type Token = LexerResult['tokens'][number];

const declarationStarts: ReadonlySet<string> = new Set(declarationWords);
const nodeStarts: ReadonlySet<string> = new Set(nodeWords);
/** What stands behind the name of a declaration. */
const openings = new Set(['{', '(', '->', 'extends', ':', 'of', 'runs']);
/** What stands behind the name of a node, where it is not `(`. */
const nodeOpenings: Record<string, readonly string[] | undefined> = {
  read: [':', 'from'],
  task: ['(', '->', 'after', '{'],
  use: [':'],
};

/** A node, or a declaration in the first column. */
export function startsStatement(tokens: readonly Token[], index: number): boolean {
  if (startsDeclaration(tokens, index)) return true;
  const isWord = nodeStarts.has(tokens[index]?.image ?? '');
  if (!isWord || tokens[index - 1]?.image === '.' || tokens[index + 1]?.image === ':') return false;
  return startsLine(tokens, index) || goesOnAsNode(tokens, index);
}

/** In the first column, and as a declaration goes on: `schema` is a name, too. */
export function startsDeclaration(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.startColumn === 1 && goesOnAsDeclaration(tokens, index);
}

/** Further to the right, where only a declaration can go on so: there it is misplaced, or something above it is left open. */
export function startsIndented(tokens: readonly Token[], index: number): boolean {
  if (!goesOnAsDeclaration(tokens, index) || !startsLine(tokens, index)) return false;
  const [word, name, opening, next] = tokens.slice(index, index + 4).map(({ image }) => image);
  // Not `import { a: 1 }`, which may be an item of a list.
  if (word === 'import') return isName(opening) && next !== ':';
  return isName(name) && (opening === '{' || (word === 'flow' && (opening === '->' || opening === '(')));
}

/** `flow name(`, `import {`. */
export function goesOnAsDeclaration(tokens: readonly Token[], index: number): boolean {
  const word = tokens[index]?.image ?? '';
  // `-> model Risk {` is what a task makes.
  if (!declarationStarts.has(word) || tokens[index - 1]?.image === '->') return false;
  if (word === 'import') return tokens[index + 1]?.image === '{';
  // Not `schema: { … }`, a field.
  return tokens[index + 1]?.image !== ':' && openings.has(tokens[index + 2]?.image ?? '');
}

/** `filter name(`, `read name:`, `group "title" {`. */
export function goesOnAsNode(tokens: readonly Token[], index: number): boolean {
  const word = tokens[index]?.image ?? '';
  const [name, opening] = [tokens[index + 1]?.image ?? '', tokens[index + 2]?.image ?? ''];
  if (!nodeStarts.has(word)) return false;
  if (word === 'group') return name.startsWith('"') && opening === '{';
  return isName(name) && (nodeOpenings[word] ?? ['(']).includes(opening);
}

/** The first word of its line. */
export function startsLine(tokens: readonly Token[], index: number): boolean {
  const [before, token] = [tokens[index - 1], tokens[index]];
  return before === undefined || (before.endLine ?? before.startLine ?? 0) < (token?.startLine ?? 0);
}

function isName(image: string | undefined): boolean {
  return image !== undefined && /^[A-Za-z_`]/.test(image);
}
