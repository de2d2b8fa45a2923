const closers: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

export function closerOf(opener: string): string | undefined {
  return closers.get(opener);
}

/** The brackets that close what a text leaves open, strings and comments aside. */
export function closersOf(text: string): string {
  const code = text.replace(/"""[\s\S]*?"""|"(\\.|[^"\\\r\n])*"|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*|`[^`\r\n]*`/g, ' ');
  const open: string[] = [];
  for (const character of code) {
    const closer = closerOf(character);
    if (closer !== undefined) open.push(closer);
    else if (character === open.at(-1)) open.pop();
  }
  return open.reverse().join('');
}
