/** Takes each record's value from one of several operands: what `if`, `??` and `coalesce` do. */
import type { Type } from '../../types/type.ts';
import type { ColumnSource, RecordFailures } from '../column.ts';
import { allocateValues } from '../column-layout.ts';
import { DeferredFailures } from '../deferred-failures.ts';
import { type Evaluate, lengthOfAll, type Operand } from '../operand.ts';
import { isNullAt } from './logic.ts';

/** A null condition is false. */
export function conditional(condition: Evaluate, then: Evaluate, otherwise: Evaluate, type: Type): Evaluate {
  return (source, failures) => {
    const test = condition(source, failures);
    const holds = (row: number) => test.values[row * test.step] === 1 && !isNullAt(test, row);
    const yes = evaluateWhere(then, source, failures, holds);
    const no = evaluateWhere(otherwise, source, failures, (row) => !holds(row));
    return choose([test, yes, no], [yes, no], (row) => (holds(row) ? yes : no), type, source.length);
  };
}

/** The first that is not null. */
export function firstNonNull(operands: readonly Evaluate[], type: Type): Evaluate {
  return (source, failures) => {
    const evaluated: Operand[] = [];
    for (const operand of operands) {
      const before = [...evaluated];
      evaluated.push(evaluateWhere(operand, source, failures, (row) => before.every((other) => isNullAt(other, row))));
    }
    const last = evaluated.at(-1) as Operand;
    const pick = (row: number) => evaluated.find((operand) => !isNullAt(operand, row)) ?? last;
    return choose(evaluated, evaluated, pick, type, source.length);
  };
}

function evaluateWhere(
  operand: Evaluate,
  source: ColumnSource,
  failures: RecordFailures,
  counts: (row: number) => boolean,
): Operand {
  const deferred = new DeferredFailures();
  const evaluated = operand(source, deferred);
  deferred.passOn(failures, counts);
  return evaluated;
}

function choose(
  all: readonly Operand[],
  choices: readonly Operand[],
  pick: (row: number) => Operand,
  type: Type,
  sourceLength: number,
): Operand {
  const length = lengthOfAll(all, sourceLength);
  const { width } = choices[0] as Operand;
  const values = allocateValues(type, length);
  const nulls = choices.some((choice) => choice.nulls !== undefined) ? new Uint8Array(length) : undefined;
  for (let row = 0; row < length; row++) {
    const from = pick(row);
    copyValue(from, row * from.step * width, values as unknown[], row * width, width);
    if (nulls !== undefined && isNullAt(from, row)) nulls[row] = 1;
  }
  return { type, values, nulls, width, step: all.every(({ step }) => step === 0) ? 0 : 1 };
}

function copyValue({ values }: Operand, from: number, out: unknown[], to: number, width: number): void {
  for (let k = 0; k < width; k++) out[to + k] = values[from + k];
}
