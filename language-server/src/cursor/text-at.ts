/** What is directly around the cursor on its line: a word, a string that may lack its end, or a comment. */
export type TextAt =
  | { kind: 'word'; start: number; end: number }
  | { kind: 'string' /** After the opening quote. */; start: number /** Before the closing quote. */; end: number }
  | { kind: 'comment' };

export function textAt(text: string, offset: number): TextAt {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  let quote: number | undefined;
  /** The back-quote that opens a name. */
  let name: number | undefined;
  for (let at = lineStart; at < offset; at++) {
    const character = text[at];
    if (quote !== undefined && character === '\\') at++;
    else if (character === '"' && name === undefined) quote = quote === undefined ? at : undefined;
    else if (character === '`' && quote === undefined) name = name === undefined ? at : undefined;
    else if (quote === undefined && name === undefined && text.startsWith('//', at)) return { kind: 'comment' };
  }
  if (quote !== undefined) return { kind: 'string', start: quote + 1, end: stringEnd(text, offset) };
  return name === undefined ? wordAt(text, offset) : { kind: 'word', start: name, end: nameEnd(text, offset) };
}

/** To the closing quote, or only to the cursor where the string has none: what follows is other code. */
function stringEnd(text: string, offset: number): number {
  const [rest = ''] = /^(\\.|[^"\\\r\n])*/.exec(text.slice(offset)) ?? [];
  return text[offset + rest.length] === '"' ? offset + rest.length : offset;
}

/** Behind the closing back-quote, or to the cursor where the name has none. */
function nameEnd(text: string, offset: number): number {
  const [rest] = /^[^`\r\n]*`/.exec(text.slice(offset)) ?? [];
  const isOther = rest !== undefined && /[(){}:,]/.test(rest);
  return rest === undefined || isOther ? offset : offset + rest.length;
}

function wordAt(text: string, offset: number): TextAt {
  let start = offset;
  while (start > 0 && /\w/.test(text[start - 1] as string)) start--;
  let end = offset;
  while (end < text.length && /\w/.test(text[end] as string)) end++;
  return { kind: 'word', start, end };
}
