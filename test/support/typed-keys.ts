/** What a person's keys do to a text in an editor that closes what is opened. */
export interface TypedKey {
  /** In characters from the start of what is typed. */
  at: number;
  text: string;
  /** What is typed so far, with all that was closed. */
  whole: string;
}

const closers: Record<string, string | undefined> = { '(': ')', '[': ']', '{': '}', '"': '"' };

/** Those that change the text: the key of a bracket that is there already only moves the cursor behind it. */
export function* keysOf(words: string): Generator<TypedKey> {
  let rest = '';
  for (const [at, key] of [...words].entries()) {
    const typed = words.slice(0, at + 1);
    if (rest.startsWith(key)) {
      rest = rest.slice(1);
      continue;
    }
    const closer = typed.endsWith('"""') ? '"""' : (closers[key] ?? '');
    rest = closer + rest;
    yield { at, text: key + closer, whole: typed + rest };
  }
}
