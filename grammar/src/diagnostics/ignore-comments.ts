/**
 * The comments of a document that ignore mistakes: `// millrace-ignore FLOW302, FLOW309: reason` behind a line or above it,
 * and `// millrace-ignore-file FLOW302: reason` in the head of the file. Here they are read; what they do is decided where
 * mistakes are reported.
 */
import { CstUtils, isLeafCstNode, type LangiumDocument, type LeafCstNode } from 'langium';
import type { Range } from 'vscode-languageserver-types';

export interface IgnoreComment {
  range: Range;
  isFile: boolean;
  /** Nothing but comments stands above it. */
  isInHead: boolean;
  /** The line it is about, where it is not about the file. */
  line: number;
  codes: readonly IgnoredCode[];
  reason: string;
}

export interface IgnoredCode {
  code: string;
  range: Range;
}

const directive = /^\/\/\s*millrace-ignore(?<file>-file)?(?![\w-])(?<codes>[^:]*)(?::(?<reason>.*))?$/;

export function ignoreComments(document: LangiumDocument): IgnoreComment[] {
  const text = document.textDocument.getText();
  const root = document.parseResult.value.$cstNode;
  if (root === undefined || !text.includes('millrace-ignore')) return [];
  const lines = text.split(/\r\n|\n|\r/);
  const leaves = CstUtils.flattenCst(root).toArray().filter(isLeafCstNode);
  const firstWord = leaves.find(({ hidden }) => !hidden)?.offset ?? text.length;
  return leaves.flatMap((leaf) => {
    const found = leaf.tokenType.name === 'LINE_COMMENT' && directive.exec(leaf.text.trimEnd())?.groups;
    return found ? [commentOf(leaf, found, { lines, firstWord })] : [];
  });
}

interface Surroundings {
  lines: string[];
  firstWord: number;
}

function commentOf(
  { range, offset, text }: LeafCstNode,
  { file, codes = '', reason = '' }: Record<string, string | undefined>,
  { lines, firstWord }: Surroundings,
): IgnoreComment {
  return {
    range,
    isFile: file !== undefined,
    isInHead: offset < firstWord,
    line: lineMeant(range, lines),
    codes: codesIn(codes, { line: range.start.line, character: range.start.character + text.indexOf(codes, 3) }),
    reason: reason.trim(),
  };
}

/** Its own where something stands before it, else the next that is more than comment. */
function lineMeant({ start }: Range, lines: string[]): number {
  if (lines[start.line]?.slice(0, start.character).trim() !== '') return start.line;
  const below = lines.findIndex((line, index) => index > start.line && !/^\s*(\/\/.*)?$/.test(line));
  return below < 0 ? start.line : below;
}

function codesIn(text: string, { line, character }: Range['start']): IgnoredCode[] {
  return [...text.matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => {
    const start = character + index;
    return { code, range: { start: { line, character: start }, end: { line, character: start + code.length } } };
  });
}
