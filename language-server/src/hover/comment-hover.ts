/** The codes that a comment ignores, each with what it says. */
import { explanations } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import type { Range } from 'vscode-languageserver';

export interface HoverAt {
  value: string;
  range: Range;
}

export function commentHover({ textDocument }: LangiumDocument, offset: number): HoverAt | undefined {
  const text = textDocument.getText();
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [line = ''] = /^[^\r\n]*/.exec(text.slice(start)) ?? [];
  const at = /\/\/\s*millrace-ignore/.exec(line)?.index;
  if (at === undefined || offset < start + at) return undefined;
  const found = [...line.matchAll(/FLOW\d{3}/g)].find(({ index }) => isAround(start + index, offset));
  const explanation = found && explanations[found[0]];
  if (found === undefined || explanation === undefined) return undefined;
  const from = start + found.index;
  return {
    value: `**${found[0]}** (${explanation.severity}): ${explanation.title}\n\n${explanation.advice}`,
    range: { start: textDocument.positionAt(from), end: textDocument.positionAt(from + found[0].length) },
  };
}

function isAround(from: number, offset: number): boolean {
  return from <= offset && offset <= from + 'FLOW000'.length;
}
