import type { Position } from '../connectors/connector.ts';
import { Marks } from './marks.ts';
import { type Counts, type NodeRecord, noCounts } from './run-ledger.ts';

/** What a node had done, and of a source where it stood, before each batch that a resumed run may have to begin with. */
export class NodeMarks {
  readonly #before: NodeRecord | undefined;
  readonly #isStill: boolean;
  #marks: Marks<{ counts: Counts; position?: Position }>;

  /** `before`: where it goes on. `isStill`: a resumed run always begins with the first of all. */
  constructor(before: NodeRecord | undefined, isStill: boolean) {
    this.#before = before;
    this.#isStill = isStill;
    this.#marks = this.#beginning(before?.counts ?? noCounts, before?.position);
  }

  /** The sequence of the batch that comes next. */
  get next(): number {
    return this.#marks.next;
  }

  /** Said of a node that has given nothing yet in this attempt: what it has done by then, and of a source where it stands. */
  begin(counts: Counts, position: Position | undefined): void {
    this.#marks = this.#beginning(counts, position);
  }

  add(counts: Counts, position: Position | undefined): void {
    this.#marks.add({ counts, position });
  }

  at(sequence: number): { counts: Counts; position?: Position } {
    return this.#marks.at(sequence);
  }

  /** As `at`, or of the last batch before it that is worked off: a sink has a batch a moment before that is known. */
  near(sequence: number): { counts: Counts; position?: Position } {
    return this.#marks.at(Math.min(sequence, this.#marks.next));
  }

  forget(sequence: number): void {
    this.#marks.forget(sequence);
  }

  #beginning(counts: Counts, position: Position | undefined): Marks<{ counts: Counts; position?: Position }> {
    return new Marks(this.#before?.start ?? 0, { counts, position }, this.#isStill);
  }
}
