/** The types of what list functions give, where they follow from the operands in a way of their own. */
import type { TypedExpression } from '../../expressions/expression.ts';
import { elementOf } from '../../expressions/resolve-signature.ts';
import { unifyDimensions } from '../../types/is-assignable.ts';
import { isFloatName, isNumber } from '../../types/numeric-types.ts';
import { scalarType, type Type, type VectorType } from '../../types/type.ts';
import type { ResultRule } from './function-spec.ts';

/** An element; of a list it may be null, since the list may be too short. */
export const elementRule: ResultRule = {
  label: 'T',
  of([list]) {
    if (list?.kind === 'vector') return list.dimensions.length === 1 ? scalarType(list.element) : undefined;
    const element = list && elementOf(list);
    return element?.kind === 'unknown' ? undefined : element && { ...element, nullable: true };
  },
};

export const sumRule: ResultRule = {
  label: 'int64, uint64 or float64',
  of([list]) {
    const element = list && elementOf(list);
    if (element === undefined || !isNumber(element)) return undefined;
    if (isFloatName(element.name)) return scalarType('float64');
    return scalarType(element.name === 'uint64' ? 'uint64' : 'int64');
  },
};

/** Nothing has no mean; a vector always has elements. */
export const meanRule: ResultRule = {
  label: 'float64',
  of: ([list]) => scalarType('float64', list?.kind === 'list'),
};

export const dotRule: ResultRule = {
  label: 'float64',
  of([a, b]) {
    const areVectors = a?.kind === 'vector' && b?.kind === 'vector';
    return areVectors && !unifyDimensions(a.dimensions, b.dimensions, new Map()) ? undefined : scalarType('float64');
  },
};

export const vectorRule: ResultRule = {
  label: 'T[n]',
  of(elements) {
    const [first] = elements;
    const isOfNumbers = first !== undefined && isNumber(first);
    return isOfNumbers ? vectorType(first, elements.length) : undefined;
  },
};

export const joinedListRule: ResultRule = {
  label: 'T[]',
  of: ([list]) => (list?.kind === 'list' ? list : undefined),
};

export const joinedVectorRule: ResultRule = {
  label: 'T[n + m]',
  of(vectors) {
    const lengths = vectors.map(lengthOfVector);
    const [first] = vectors;
    const isSameElement = vectors.every(
      (one) => one.kind === 'vector' && first?.kind === 'vector' && one.element === first.element,
    );
    if (!isSameElement || !lengths.every((length) => length !== undefined)) return undefined;
    return { ...(first as VectorType), dimensions: [lengths.reduce((a, b) => a + b, 0)] };
  },
};

/** Of a vector only where the positions are written out and inside it, so that the length of the part is known. */
export const sliceRule: ResultRule = {
  label: 'T[]',
  of([list], [, first, last]) {
    if (list?.kind === 'list') return list;
    const length = list && lengthOfVector(list);
    const [from, to] = [positionIn(first, length), positionIn(last, length)];
    const isInside = from !== undefined && to !== undefined && from <= to;
    return isInside ? { ...(list as VectorType), dimensions: [to - from + 1] } : undefined;
  },
};

/** From 1, of a position that may count from the end. */
export function positionIn(position: TypedExpression | undefined, length: number | undefined): number | undefined {
  if (position?.op !== 'literal' || typeof position.value !== 'number' || length === undefined) return undefined;
  const fromStart = position.value < 0 ? length + position.value + 1 : position.value;
  return fromStart >= 1 && fromStart <= length ? fromStart : undefined;
}

/** Of a vector of one dimension that is a number. */
export function lengthOfVector(type: Type): number | undefined {
  if (type.kind !== 'vector' || type.dimensions.length !== 1) return undefined;
  const [length] = type.dimensions;
  return typeof length === 'number' ? length : undefined;
}

function vectorType(element: Type & { kind: 'scalar' }, length: number): VectorType {
  return { kind: 'vector', element: element.name, dimensions: [length], nullable: false };
}
