const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The brackets that close what a text leaves open, strings and comments aside. */
export function closersOf(text: string): string {
  const code = text.replace(/"""[\s\S]*?"""|"(\\.|[^"\\\r\n])*"|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*|`[^`\r\n]*`/g, ' ');
  const open: string[] = [];
  for (const character of code) {
    if (character in closers) open.push(closers[character] as string);
    else if (character === open.at(-1)) open.pop();
  }
  return open.reverse().join('');
}
