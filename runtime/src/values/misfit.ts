/** What is wrong with a value, as a value: a record that does not fit is an ordinary thing and throws nothing. */
export class Misfit {
  /** The value as a reader should see it; hidden where its field is sensitive. */
  readonly shown: string;
  readonly problem: string;
  /** From the fitted value inwards: `merchant.category`, `counts[3]`; empty for the value itself. */
  readonly path: string;

  constructor(shown: string, problem: string, path = '') {
    this.shown = shown;
    this.problem = problem;
    this.path = path;
  }

  get message(): string {
    const said = `${this.shown} ${this.problem}`;
    return this.path === '' ? said : `${this.path}: ${said}`;
  }

  /** The same, said of what holds the value. */
  inside(name: string): Misfit {
    const joint = this.path === '' || this.path.startsWith('[') ? '' : '.';
    return new Misfit(this.shown, this.problem, `${name}${joint}${this.path}`);
  }

  /** The same without the value, for fields that are @pii or @sensitive: messages end in logs. */
  hidden(): Misfit {
    return new Misfit('the value (hidden, it is sensitive)', this.problem, this.path);
  }
}

const shownMax = 60;

/** A value in a message: as JSON where it can be, never long. */
export function show(value: unknown): string {
  const text = print(value);
  return text.length > shownMax ? `${text.slice(0, shownMax)}…` : text;
}

function print(value: unknown): string {
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'number' || value === undefined) return `${value}`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (ArrayBuffer.isView(value))
    return `a ${value.constructor.name} of ${(value as Uint8Array).length ?? value.byteLength}`;
  try {
    return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner)) ?? String(value);
  } catch {
    return 'a value that refers to itself';
  }
}
