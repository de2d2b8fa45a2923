/**
 * What the symbols of dimensions stand for within one `infer` [N4]. A symbol of the records (`seq` of a schema) and one of the
 * model are two even where they are called the same. Each becomes a number, or another symbol, once, and stays it; why it did
 * is remembered, so that a size that does not fit later can say where the first one came from.
 */
import type { FlowDiagnostic } from '../../diagnostics/diagnostic.ts';

export type Size = number | string;
export type RelatedPlaces = NonNullable<FlowDiagnostic['related']>;

/** What fills an input of the model. Its trace is for messages and asked for when a size does not fit. */
export interface Filling {
  model: string;
  /** The model's input. */
  tensor: string;
  trace(): Trace;
}

export interface Trace {
  /** `"ids" of \`tokenize\`` */
  what: string;
  /** The places that say why it has its size. */
  related: RelatedPlaces;
  /** Per dimension: the words for a size that an earlier node gave to a symbol. */
  history: (string | undefined)[];
}

export interface Misfit {
  reason: string;
  related?: RelatedPlaces;
}

interface Binding {
  term: Term;
  /** Whether it was a symbol of the model that got the size of what fills it, or the other way round. */
  isOfModel: boolean;
  filling: Filling;
}

/** A number, or a symbol with its owner in front. */
type Term = number | `record ${string}` | `model ${string}`;

export class Sizes {
  readonly #bindings = new Map<Term, Binding>();
  readonly #said = new Set<string>();

  /** Makes the sizes the same, dimension by dimension; the answer is why they cannot be. null fits everything. */
  unify(given: readonly Size[], wanted: readonly (Size | null)[], filling: Filling): Misfit | undefined {
    if (given.length !== wanted.length) return { reason: `it has ${count(given.length)}, not ${count(wanted.length)}` };
    for (const [index, size] of given.entries()) {
      const expected = wanted[index] ?? null;
      const misfit = expected === null ? undefined : this.#unifyOne(size, expected, index, filling);
      if (misfit !== undefined) return misfit;
    }
    return undefined;
  }

  /** A dimension of the model: a number, a symbol of the records, or undefined where nothing says it. */
  ofModel(symbol: string): Size | undefined {
    const term = this.#resolve(`model ${symbol}`);
    if (typeof term === 'number') return term;
    return term.startsWith('record ') ? term.slice('record '.length) : undefined;
  }

  /** A dimension of the records: a number where the model needs it to be one. */
  ofRecord(symbol: string): Size {
    const term = this.#resolve(`record ${symbol}`);
    return typeof term === 'number' ? term : symbol;
  }

  #unifyOne(size: Size, expected: Size, index: number, filling: Filling): Misfit | undefined {
    const given: Term = typeof size === 'number' ? size : `record ${size}`;
    const wanted: Term = typeof expected === 'number' ? expected : `model ${expected}`;
    const [from, to] = [this.#resolve(given), this.#resolve(wanted)];
    if (from === to) return undefined;
    if (typeof to === 'string') this.#bindings.set(to, { term: from, isOfModel: true, filling });
    else if (typeof from === 'string') this.#bindings.set(from, { term: to, isOfModel: false, filling });
    else return this.#misfit(given, wanted, index, filling);
    return undefined;
  }

  #misfit(given: Term, wanted: Term, index: number, { model, trace }: Filling): Misfit | undefined {
    const { what, related, history } = trace();
    const [size, expected] = [this.#explain(given), this.#explain(wanted)];
    const said = size.why ?? history[index];
    const all = [...expected.related, ...size.related, ...related];
    if (said !== undefined) {
      const other = expected.why === undefined ? `\`${model}\` wants ${expected.size}` : `and ${expected.why}`;
      return this.#once({ reason: `${said}, ${other}`, related: all });
    }
    if (expected.why !== undefined) return { reason: `${expected.why}, and ${what} has ${size.size}`, related: all };
    return { reason: `it has ${values(size.size)}, not ${expected.size}`, related: all };
  }

  /** Two inputs that a symbol does not fit for the same reason are one mistake. */
  #once(misfit: Misfit): Misfit | undefined {
    if (this.#said.has(misfit.reason)) return undefined;
    this.#said.add(misfit.reason);
    return misfit;
  }

  /** The size of a symbol in words, with the places that made it so. */
  #explain(term: Term): { size: Term; why?: string; related: RelatedPlaces } {
    const related: RelatedPlaces = [];
    let [at, why] = [term, undefined as string | undefined];
    for (let known = this.#bindings.get(at); known !== undefined; known = this.#bindings.get(at)) {
      const { what, related: places } = known.filling.trace();
      related.push(...places);
      [at, why] = [known.term, known.isOfModel ? `from ${what}` : `for "${known.filling.tensor}"`];
    }
    return why === undefined
      ? { size: at, related }
      : { size: at, why: `\`${nameOf(term)}\` is ${at} ${why}`, related };
  }

  #resolve(term: Term): Term {
    let at = term;
    for (let known = this.#bindings.get(at); known !== undefined; known = this.#bindings.get(at)) at = known.term;
    return at;
  }
}

function nameOf(term: Term): string {
  return String(term).replace(/^(record|model) /, '');
}

function values(size: Term): string {
  return size === 1 ? '1 value' : `${nameOf(size)} values`;
}

function count(dimensions: number): string {
  return dimensions === 1 ? '1 dimension' : `${dimensions} dimensions`;
}
