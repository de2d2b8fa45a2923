/** What was so before each batch of a node, for the batches that a resumed run may have to begin with. */
export class Marks<Mark> {
  readonly #isStill: boolean;
  /** Before the first of all, with which a run begins as long as something needs all of what the node gives. */
  readonly #beginning: { sequence: number; mark: Mark };
  #first: number;
  #marks: Mark[];
  #next: number;

  /** `mark`: of the batch `sequence`, the first of all. `isStill`: a resumed run always begins with that, so it alone is kept. */
  constructor(sequence: number, mark: Mark, isStill = false) {
    this.#isStill = isStill;
    this.#beginning = { sequence, mark };
    this.#first = sequence;
    this.#next = sequence;
    this.#marks = [mark];
  }

  /** The sequence of the batch that comes next. */
  get next(): number {
    return this.#next;
  }

  /** Of the batch behind the last. */
  add(mark: Mark): void {
    this.#next++;
    if (!this.#isStill) this.#marks.push(mark);
  }

  /** Throws for a batch that is forgotten or not there yet, which is a bug: what lies on the disk has passed. */
  at(sequence: number): Mark {
    if (sequence === this.#beginning.sequence) return this.#beginning.mark;
    const mark = this.#marks[sequence - this.#first];
    if (mark === undefined) throw new Error(`There is no mark of batch ${sequence} of ${this.#first} to ${this.#next}`);
    return mark;
  }

  /** Those before a batch, but for the first of all: no resumed run will begin between them. */
  forget(sequence: number): void {
    const count = Math.min(sequence - this.#first, this.#marks.length - 1);
    if (count <= 0) return;
    this.#marks.splice(0, count);
    this.#first += count;
  }
}
