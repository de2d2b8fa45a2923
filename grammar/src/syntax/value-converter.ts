import { type CstNode, DefaultValueConverter, type GrammarAST, type ValueType } from 'langium';

/**
 * The values of the terminals. Numbers, durations, dates and timestamps stay text: an int64 must not pass through a double,
 * and what a text means depends on the type it is wanted as.
 */
export class FlowValueConverter extends DefaultValueConverter {
  protected override runConverter(rule: GrammarAST.AbstractRule, input: string, _cstNode: CstNode): ValueType {
    switch (rule.name) {
      case 'STRING':
        return parseString(input).toWellFormed();
      case 'BLOCK_STRING':
        return parseBlockString(input).toWellFormed();
      case 'QUOTED_ID':
        return input.slice(1, -1);
      default:
        return input;
    }
  }
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', '"': '"', '\\': '\\' };

/** `\n \r \t \0 \" \\`, `\uXXXX` and `\u{X…}`; anything else behind a backslash stays as it is written (and is reported). */
export function parseString(literal: string): string {
  return literal.slice(1, -1).replace(escapePattern, (whole, letter: string, hex?: string, braced?: string) => {
    const digits = hex ?? braced;
    if (digits === undefined) return escapes[letter] ?? whole;
    const code = Number.parseInt(digits, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const escapePattern = /\\(u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|.)/g;

/** Escapes of a literal that mean nothing, with their offset from its opening quote. */
export function badEscapes(literal: string): { offset: number; text: string }[] {
  return [...literal.matchAll(escapePattern)]
    .filter(([text, letter, hex, braced]) => !isKnownEscape(text, letter as string, hex ?? braced))
    .map((match) => ({ offset: match.index, text: match[0] }));
}

function isKnownEscape(text: string, letter: string, digits: string | undefined): boolean {
  if (digits === undefined) return text.length === 2 && letter in escapes;
  return Number.parseInt(digits, 16) <= 0x10ffff;
}

/** The text between `"""`, without the line end behind the opening and without the indentation all its lines share. */
export function parseBlockString(literal: string): string {
  return blockLines(literal)
    .map(({ text }) => text)
    .join('\n');
}

/** Where in the literal stands what its value has at this offset. */
export function offsetInBlock(literal: string, offset: number): number {
  let rest = offset;
  for (const { text, start } of blockLines(literal)) {
    if (rest <= text.length) return start + rest;
    rest -= text.length + 1;
  }
  return isClosedBlock(literal) ? literal.length - 3 : literal.length;
}

/** The other way: what stands at this offset of the literal, in its value; undefined in what is no part of it. */
export function offsetInValue(literal: string, offset: number): number | undefined {
  let before = 0;
  for (const { text, start } of blockLines(literal)) {
    if (offset >= start && offset <= start + text.length) return before + offset - start;
    before += text.length + 1;
  }
  return undefined;
}

/** One that is left open ends where the lexer has it end. */
export function isClosedBlock(literal: string): boolean {
  return literal.length >= 6 && literal.endsWith('"""');
}

interface BlockLine {
  text: string;
  /** Where it begins in the literal. */
  start: number;
}

function blockLines(literal: string): BlockLine[] {
  const lines = linesOf(literal.slice(3, isClosedBlock(literal) ? -3 : undefined), 3);
  if (lines.length === 1) return lines;
  if (/^[ \t]*$/.test(lines[0]?.text ?? '')) lines.shift();
  if (lines.at(-1)?.text.trim() === '') lines.pop();
  const indents = lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ text }) => text.length - text.trimStart().length);
  const shared = indents.reduce((least, indent) => Math.min(least, indent), Number.MAX_SAFE_INTEGER);
  return lines.map(({ text, start }) => {
    const cut = Math.min(shared, text.length);
    return { text: text.slice(cut), start: start + cut };
  });
}

function linesOf(text: string, offset: number): BlockLine[] {
  const lines: BlockLine[] = [];
  let from = 0;
  for (const { 0: end, index } of text.matchAll(/\r?\n/g)) {
    lines.push({ text: text.slice(from, index), start: offset + from });
    from = index + end.length;
  }
  return [...lines, { text: text.slice(from), start: offset + from }];
}
