/** Arrays as PostgreSQL prints them: `{1,NULL,"a\"b",{2}}`. Each element goes through `read`; NULL is null. */
export function parseArrayText(text: string, read: (element: string) => unknown): unknown[] {
  const start = text.indexOf('{');
  return new ArrayText(text, start < 0 ? text.length : start, read).array();
}

class ArrayText {
  readonly #text: string;
  readonly #read: (element: string) => unknown;
  #at: number;

  constructor(text: string, at: number, read: (element: string) => unknown) {
    this.#text = text;
    this.#at = at;
    this.#read = read;
  }

  array(): unknown[] {
    const elements: unknown[] = [];
    this.#at++;
    while (this.#at < this.#text.length && this.#text[this.#at] !== '}') {
      elements.push(this.#element());
      if (this.#text[this.#at] === ',') this.#at++;
    }
    this.#at++;
    return elements;
  }

  #element(): unknown {
    const first = this.#text[this.#at];
    if (first === '{') return this.array();
    if (first === '"') return this.#read(this.#quoted());
    const plain = /[^,}]*/y;
    plain.lastIndex = this.#at;
    const [word = ''] = plain.exec(this.#text) ?? [];
    this.#at += word.length;
    return word === 'NULL' ? null : this.#read(word);
  }

  #quoted(): string {
    const parts = /"((?:[^"\\]|\\[\s\S])*)"/y;
    parts.lastIndex = this.#at;
    const [whole = '', inner = ''] = parts.exec(this.#text) ?? [];
    this.#at += Math.max(1, whole.length);
    return inner.replace(/\\([\s\S])/g, '$1');
  }
}
