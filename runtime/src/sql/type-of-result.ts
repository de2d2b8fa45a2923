import type { Field, ScalarName, Type } from '@millrace/grammar';
import { type DuckDBType, duckDb } from '../connectors/duckdb.ts';
import { scalarOf } from '../connectors/parquet/sql-type.ts';

/** What has no name in the language is the nearest that holds it; a number too large for any is a float64. */
const nearest: Readonly<Record<string, ScalarName>> = {
  HUGEINT: 'float64',
  UHUGEINT: 'float64',
  BIGNUM: 'float64',
  VARINT: 'float64',
  DECIMAL: 'float64',
  ENUM: 'string',
  UUID: 'string',
  TIME: 'string',
  TIME_TZ: 'string',
  TIME_NS: 'string',
  BIT: 'string',
};

/** The type of a column of a result; what is inside of one may always be null, except in a vector. */
export function typeOfResult(type: DuckDBType, nullable: boolean): Type {
  const { DuckDBArrayType, DuckDBListType, DuckDBStructType } = duckDb();
  if (type instanceof DuckDBListType) return { kind: 'list', element: typeOfResult(type.valueType, true), nullable };
  if (type instanceof DuckDBStructType) return { kind: 'record', fields: fieldsOf(type), nullable };
  if (type instanceof DuckDBArrayType) return vectorOrList(type, nullable);
  return { kind: 'scalar', name: scalarOfResult(type), nullable };
}

type StructType = InstanceType<ReturnType<typeof duckDb>['DuckDBStructType']>;
type ArrayType = InstanceType<ReturnType<typeof duckDb>['DuckDBArrayType']>;

function fieldsOf({ entryNames, entryTypes }: StructType): Field[] {
  return entryNames.map((name, i) => ({ name, type: typeOfResult(entryTypes[i] as DuckDBType, true) }));
}

function vectorOrList({ valueType, length }: ArrayType, nullable: boolean): Type {
  const element = typeOfResult(valueType, true);
  if (element.kind === 'scalar') return { kind: 'vector', element: element.name, dimensions: [length], nullable };
  if (element.kind === 'vector') return { ...element, dimensions: [length, ...element.dimensions], nullable };
  return { kind: 'list', element, nullable };
}

function scalarOfResult(type: DuckDBType): ScalarName {
  const { DuckDBTypeId } = duckDb();
  if (type.alias === 'JSON') return 'json';
  return scalarOf(type.toString()) ?? nearest[DuckDBTypeId[type.typeId] ?? ''] ?? 'json';
}
