import {
  type Column,
  type ColumnFunction,
  compileExpression,
  type InferStage,
  layoutOf,
  type ScalarName,
  type Type,
} from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { RunError } from '../execute/run-error.ts';
import type { NodeContext } from '../nodes/node-behaviour.ts';
import type { RowFailures } from '../nodes/row-failures.ts';
import { failLossy } from './fail-lossy.ts';
import type { InputTensor } from './inference-protocol.ts';

/** One input of a model: the tensor, and the columns that are computed from a batch to fill it. */
export interface ModelInput extends InputTensor {
  /** Elements per record. */
  width: number;
  columns: { text: string; width: number; compute: ColumnFunction }[];
}

/** Throws a RunError where the plan's columns cannot fill a tensor. */
export function modelInputs(
  stage: InferStage,
  { parameters, secret }: Pick<NodeContext, 'parameters' | 'secret'>,
): ModelInput[] {
  return stage.inputs.map(({ tensor, columns }) => {
    const parts = columns.map((expression) => ({
      text: expression.op === 'field' ? expression.path.join('.') : 'computed value',
      width: elementsOf(expression.type, tensor.name),
      compute: compileExpression(expression, parameters, secret),
    }));
    const width = parts.reduce((sum, part) => sum + part.width, 0);
    const tail = tensor.dimensions === undefined ? [width] : tailOf(tensor.dimensions.slice(1), width, tensor.name);
    return { name: tensor.name, element: tensor.element as ScalarName, tail, width, columns: parts };
  });
}

/** The columns that fill each input, computed from a batch. A record with a null or an unfit number among them fails. */
export function inputColumns(inputs: readonly ModelInput[], batch: Batch, failures: RowFailures): Column[][] {
  return inputs.map(({ name, element, columns }) =>
    columns.map(({ text, compute }) => {
      const column = compute(batch, failures);
      failNulls(column, `column "${text}" is null, but input "${name}" of the model takes no null`, failures);
      const lossy = (value: string) =>
        `column "${text}" is ${value}, but input "${name}" of the model takes ${element}`;
      failLossy(column, element, lossy, failures);
      return column;
    }),
  );
}

function failNulls({ nulls, length }: Column, message: string, failures: RowFailures): void {
  if (nulls === undefined) return;
  for (let row = 0; row < length; row++) if (nulls[row] === 1) failures.fail(row, message);
}

function elementsOf(type: Type, tensor: string): number {
  if (type.kind === 'scalar') return 1;
  const sizes = type.kind === 'vector' ? type.dimensions : [];
  if (type.kind === 'vector' && sizes.every((size) => typeof size === 'number')) {
    return Math.max(
      layoutOf(type).width,
      sizes.reduce((product, size) => product * size, 1),
    );
  }
  throw new RunError(
    'plan-unsupported',
    `Input "${tensor}" of the model is filled by values whose length is not fixed`,
  );
}

/** The dimensions behind the first; one of them may be open and follows from the number of elements. */
function tailOf(dimensions: readonly (number | string | null)[], width: number, tensor: string): number[] {
  const known = dimensions.filter((size) => typeof size === 'number').reduce((product, size) => product * size, 1);
  const open = dimensions.filter((size) => typeof size !== 'number').length;
  const rest = width / known;
  if ((open === 0 && rest === 1) || (open === 1 && Number.isInteger(rest))) {
    return dimensions.map((size) => (typeof size === 'number' ? size : rest));
  }
  const shape = dimensions.map((size) => size ?? '?').join(', ');
  throw new RunError(
    'plan-unsupported',
    `Input "${tensor}" of the model has [${shape}] per record, but gets ${width} values`,
  );
}
