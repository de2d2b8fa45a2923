/**
 * The types of the language as plain JSON: what plans, diagrams and events carry. An AST node never appears in one.
 * `unknown` is the type of what could not be found out; nothing that merely follows from it is reported.
 */
export const scalarNames = [
  'bool',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'float32',
  'float64',
  'string',
  'bytes',
  'timestamp',
  'date',
  'duration',
  'json',
] as const;

export type ScalarName = (typeof scalarNames)[number];

export type Type = ScalarType | ListType | VectorType | RecordType | UnknownType;

export interface ScalarType {
  kind: 'scalar';
  name: ScalarName;
  nullable: boolean;
}

/** `T[]`: any number of elements. */
export interface ListType {
  kind: 'list';
  element: Type;
  nullable: boolean;
}

/** `T[n]`, `T[n, m]`: row-major, of fixed dimensions; a string is a symbol such as `seq`. */
export interface VectorType {
  kind: 'vector';
  element: ScalarName;
  dimensions: (number | string)[];
  nullable: boolean;
}

export interface RecordType {
  kind: 'record';
  fields: Field[];
  nullable: boolean;
  /** The schema's name, where it has one; types are structural, so it matters to people only. */
  name?: string;
  /**
   * Names that it may have although they are not among its fields, because of a mistake that is said already, or `any` where
   * nobody can tell. That one of these is missing would only follow from it.
   */
  unclear?: readonly string[] | 'any';
}

export interface UnknownType {
  kind: 'unknown';
}

export interface Field {
  name: string;
  type: Type;
  /** The field's documentation comment. */
  doc?: string;
  rules?: FieldRules;
  /** What would leave it out could not be read: that it is absent is no mistake of its own. */
  isUnsure?: true;
}

/** What the annotations of a field say. Those that constrain values are checked wherever data enters. */
export interface FieldRules {
  /** An annotation is among them that could not be read: what it would say is not known, and its mistake is said. */
  unclear?: true;
  key?: boolean;
  pii?: boolean;
  sensitive?: string;
  range?: { min?: number; max?: number };
  oneOf?: (string | number)[];
  pattern?: string;
  default?: Scalar;
  /** The column's name in the source, from `@name`. */
  sourceName?: string;
  unit?: string;
  deprecated?: string;
}

/** A literal value as JSON: integers beyond 2^53 and timestamps are strings, durations are milliseconds. */
export type Scalar = string | number | boolean | null;

export const unknownType: UnknownType = { kind: 'unknown' };

export function scalarType(name: ScalarName, nullable = false): ScalarType {
  return { kind: 'scalar', name, nullable };
}

export function recordType(fields: Field[], name?: string): RecordType {
  return name === undefined
    ? { kind: 'record', fields, nullable: false }
    : { kind: 'record', fields, nullable: false, name };
}
