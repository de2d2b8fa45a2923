/**
 * Sums and means. Whole numbers are added exactly, whatever their order: only the sum has to fit its type. Floats are added in
 * the order of the records, as float64.
 */
import { type Column, columnOf, integerRange, isIntegerName, type ScalarName, type Type } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import { type Accumulator, eachPresent, GroupNumbers } from './accumulator.ts';

/** Below it every whole number is a float64, and so is the sum of two. */
const exactMax = 2 ** 52;

/** The sums of one column, and how many values each has. */
class GroupSums {
  readonly #counts = new GroupNumbers();
  readonly #sums = new GroupNumbers();
  /** What has left `#sums` because it grew too large; whole numbers only. */
  readonly #whole: bigint[] = [];

  add(column: Column, rows: ArrayLike<number>, groups: Int32Array): void {
    const isWhole = column.type.kind === 'scalar' && isIntegerName(column.type.name);
    const add = isWhole ? this.#addWhole : this.#addFloat;
    const values = column.values as ArrayLike<number | bigint>;
    eachPresent(column, rows, groups, (row, group) => {
      const counts = this.#counts.for(group);
      counts[group] = (counts[group] as number) + 1;
      add(group, values[row] as never);
    });
  }

  countOf(group: number): number {
    return this.#counts.at(group);
  }

  wholeOf(group: number): bigint {
    return (this.#whole[group] ?? 0n) + BigInt(this.#sums.at(group));
  }

  /** As near as a float64 comes. */
  of(group: number): number {
    return this.#whole[group] === undefined ? this.#sums.at(group) : Number(this.wholeOf(group));
  }

  get bytes(): number {
    return this.#counts.bytes + this.#sums.bytes + 32 * this.#whole.length;
  }

  readonly #addFloat = (group: number, value: number): void => {
    const sums = this.#sums.for(group);
    sums[group] = (sums[group] as number) + value;
  };

  readonly #addWhole = (group: number, value: number | bigint): void => {
    const sums = this.#sums.for(group);
    const number = Number(value);
    if (number > exactMax || number < -exactMax) {
      this.#whole[group] = (this.#whole[group] ?? 0n) + BigInt(value);
      return;
    }
    const sum = (sums[group] as number) + number;
    const isExact = sum <= exactMax && sum >= -exactMax;
    sums[group] = isExact ? sum : 0;
    if (!isExact) this.#whole[group] = (this.#whole[group] ?? 0n) + BigInt(sum);
  };
}

export class Sum implements Accumulator {
  readonly #sums = new GroupSums();
  readonly #name: string;

  /** `name`: of the column that is made, for those who read that it has no room. */
  constructor(name: string) {
    this.#name = name;
  }

  add(column: Column | undefined, rows: ArrayLike<number>, groups: Int32Array): void {
    if (column !== undefined) this.#sums.add(column, rows, groups);
  }

  column(groups: ArrayLike<number>, type: Type): Column {
    const name = type.kind === 'scalar' ? type.name : 'float64';
    const sumOf = isIntegerName(name) ? (group: number) => this.#fitting(group, name) : this.#sums.of.bind(this.#sums);
    return columnOf(
      type,
      Array.from(groups, (group) => (this.#sums.countOf(group) === 0 ? null : sumOf(group))),
    );
  }

  get bytes(): number {
    return this.#sums.bytes;
  }

  #fitting(group: number, type: ScalarName): bigint {
    const sum = this.#sums.wholeOf(group);
    const range = integerRange(type);
    if (range === undefined || (sum >= BigInt(range.min) && sum <= BigInt(range.max))) return sum;
    const message = `The sum "${this.#name}" is ${sum}, which does not fit ${type}; sum floats instead, as in sum(float64(amount))`;
    throw new RunError('sum-overflow', message);
  }
}

export class Mean implements Accumulator {
  readonly #sums = new GroupSums();

  add(column: Column | undefined, rows: ArrayLike<number>, groups: Int32Array): void {
    if (column !== undefined) this.#sums.add(column, rows, groups);
  }

  column(groups: ArrayLike<number>, type: Type): Column {
    return columnOf(
      type,
      Array.from(groups, (group) => {
        const count = this.#sums.countOf(group);
        return count === 0 ? null : this.#sums.of(group) / count;
      }),
    );
  }

  get bytes(): number {
    return this.#sums.bytes;
  }
}
