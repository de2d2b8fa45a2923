/** Parts of lists and vectors. Positions count from 1, as in SQL; a negative one counts from the end. */
import { type Type, unknownType } from '../../types/type.ts';
import type { ColumnValues } from '../column.ts';
import { layoutOf } from '../column-layout.ts';
import { type Kernel, NoValue, type PerRowFunction, perRow } from './kernel.ts';

type Elements = ArrayLike<unknown>;

/** The element of a list, null outside of it. Of a vector, whose length is fixed, outside is a mistake. */
export function elementAt(result: Type, [list]: readonly Type[]): Kernel {
  const isVector = list?.kind === 'vector';
  const store = rawOf(result);
  return perRow(result, (elements: Elements, position: number) => {
    const index = position < 0 ? elements.length + position : position - 1;
    const isInside = position !== 0 && index >= 0 && index < elements.length;
    if (!isInside) return isVector ? new NoValue(`The vector has no element ${position}`) : null;
    return store(elements[index]);
  });
}

/** An element as a scalar column holds it: lists hold Date and boolean, columns milliseconds and 0 or 1. */
function rawOf(type: Type): (value: unknown) => unknown {
  if (type.kind === 'scalar' && type.name === 'timestamp')
    return (value) => (value instanceof Date ? value.getTime() : value);
  return (value) => value;
}

/** Elements from `first` to `last`, both included; what lies outside is not there. */
export function sliceList(result: Type): Kernel {
  return storeElements(result, (elements: Elements, first: number, last: number) => {
    const from = first < 0 ? Math.max(elements.length + first, 0) : Math.max(first - 1, 0);
    const to = last < 0 ? elements.length + last + 1 : last;
    return Array.prototype.slice.call(elements, from, Math.max(to, from));
  });
}

export function concatLists(result: Type): Kernel {
  return storeElements(result, (...lists: Elements[]) => lists.flatMap((list) => Array.from(list)));
}

export function vectorOf(result: Type): Kernel {
  return storeElements(result, (...elements: unknown[]) => elements);
}

const anyList: Type = { kind: 'list', element: unknownType, nullable: true };

/** A function that gives arrays, into a plain column of arrays or into the flat one of a vector. */
function storeElements(result: Type, compute: PerRowFunction): Kernel {
  const { width, array } = layoutOf(result);
  if (array === undefined) return perRow(result, compute);
  return (operands, frame) => {
    const plain = perRow(anyList, compute)(operands, frame);
    const values = new array(frame.length * width);
    for (let row = 0; row < frame.length; row++) copyRow((plain.values as unknown[])[row], values, row * width);
    return { values, nulls: plain.nulls };
  };
}

function copyRow(elements: unknown, values: Exclude<ColumnValues, unknown[]>, at: number): void {
  if (Array.isArray(elements))
    elements.forEach((element, k) => {
      values[at + k] = element as never;
    });
}
