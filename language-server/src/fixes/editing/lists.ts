/** Items of a block or a list are added and taken away with what parts them, in the layout that the others have. */
import { type AstNode, GrammarUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { indentAt, insert, lineEnd, replace, type Span, spanOf, textAround } from './spans.ts';

export interface List {
  /** What has the brackets. */
  owner: AstNode;
  open: '{' | '[' | '(';
  items: readonly AstNode[];
}

const closing = { '{': '}', '[': ']', '(': ')' } as const;

/** Behind the last item; undefined where the brackets are not there. */
export function addItem({ owner, open, items }: List, item: string): TextEdit | undefined {
  const last = items.at(-1);
  const start = bracket(owner, open);
  if (last !== undefined && start !== undefined) return insertBehind(last, start, item);
  const end = bracket(owner, closing[open]);
  if (start === undefined || end === undefined || end.offset < start.end) return undefined;
  const content = open === '{' ? ` ${item} ` : item;
  return replace(textAround(owner), { offset: start.end, end: end.offset }, content);
}

/** As the first. */
export function addFirst({ owner, open, items }: List, item: string): TextEdit | undefined {
  const [first] = items;
  if (first === undefined) return addItem({ owner, open, items }, item);
  return insert(textAround(owner), spanOf({ node: first }).offset, `${item}, `);
}

function insertBehind(last: AstNode, open: Span, item: string): TextEdit {
  const text = textAround(last);
  const { offset, end } = spanOf({ node: last });
  const isOnOneLine = text.positionAt(open.offset).line === text.positionAt(offset).line;
  const comma = /^\s*,/.exec(text.getText().slice(end))?.[0] ?? '';
  const behind = isOnOneLine ? end : end + comma.length;
  const isList = text.getText()[open.offset] !== '{';
  const between = isOnOneLine ? ', ' : `${isList && comma === '' ? ',' : ''}${lineEnd(text)}${indentAt(text, offset)}`;
  return insert(text, behind, between + item);
}

function bracket(owner: AstNode, sign: string): Span | undefined {
  const found = GrammarUtils.findNodesForKeyword(owner.$cstNode, sign);
  return sign === '}' || sign === ']' || sign === ')' ? found.at(-1) : found[0];
}

/** With the comma behind it, else the one before it; a line that holds nothing else goes as a whole. */
export function removeItem(item: AstNode): TextEdit {
  const text = textAround(item);
  return replace(text, withSeparator(text.getText(), spanOf({ node: item })), '');
}

export function withSeparator(text: string, { offset, end }: Span): Span {
  const after = /^[ \t]*,[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  const line = wholeLine(text, { offset, end: end + after });
  if (line !== undefined) return line;
  if (after > 0) return { offset, end: end + after };
  const before = /\s*,\s*$/.exec(text.slice(0, offset)) ?? /[ \t]+$/.exec(text.slice(0, offset));
  return { offset: offset - (before?.[0].length ?? 0), end };
}

/** The lines of a span with their end, where nothing else stands on them. */
export function wholeLine(text: string, { offset, end }: Span): Span | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const rest = /^[ \t]*(\r?\n|$)/.exec(text.slice(end));
  if (text.slice(start, offset).trim() !== '' || rest === null) return undefined;
  return { offset: start, end: end + rest[0].length };
}
