import type { Range } from 'vscode-languageserver-types';
import { constantOf } from '../analysis/constant-of.ts';
import { rangeOf } from '../diagnostics/range-of.ts';
import * as ast from '../generated/ast.ts';
import { fieldNamed } from '../types/field-named.ts';
import { type Scalar, scalarType, type Type } from '../types/type.ts';
import type { WrittenRecord } from './flow-test.ts';

/** A record as a test has it. The test has no mistakes, so that every value is a constant of its type. */
export function writtenRecord(item: ast.ListItem, type: Type): WrittenRecord {
  const places: Record<string, Range> = {};
  const value = plainValue(item, type, '', places);
  return { value: value as Record<string, unknown>, range: rangeOf({ node: item }), places };
}

function plainValue(item: ast.ListItem, type: Type, path: string, places: Record<string, Range>): unknown {
  if (path !== '') places[path] = rangeOf({ node: item });
  if (ast.isAllItem(item)) return undefined;
  if (ast.isObjectLiteral(item)) return plainObject(item, type, path, places);
  if (ast.isListLiteral(item))
    return item.items.map((one, at) => plainValue(one, elementOf(type), `${path}[${at}]`, places));
  const constant = constantOf(item, isJson(type) ? { kind: 'unknown' } : type, () => {});
  return constant.is === 'constant' ? exactly(constant.value, type) : undefined;
}

function plainObject({ properties }: ast.ObjectLiteral, type: Type, path: string, places: Record<string, Range>) {
  const given = properties.flatMap(({ key, value }) => {
    if (!key || value === undefined) return [];
    const inner = path === '' ? key : `${path}.${key}`;
    return [[key, plainValue(value, fieldOf(type, key), inner, places)] as const];
  });
  return Object.fromEntries(given);
}

function fieldOf(type: Type, name: string): Type {
  const field = type.kind === 'record' ? fieldNamed(type, name) : undefined;
  return field?.type ?? { kind: 'unknown' };
}

function elementOf(type: Type): Type {
  if (type.kind === 'list') return type.element;
  return type.kind === 'vector' ? scalarType(type.element) : { kind: 'unknown' };
}

/** A plan has whole numbers beyond 2^53 as texts. */
function exactly(value: Scalar, type: Type): unknown {
  const isBig = type.kind === 'scalar' && (type.name === 'int64' || type.name === 'uint64');
  return isBig && typeof value === 'string' ? BigInt(value) : value;
}

function isJson(type: Type): boolean {
  return type.kind === 'scalar' && type.name === 'json';
}
