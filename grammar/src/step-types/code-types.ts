/**
 * Types of the language as TypeScript. Values have one form where code gets them and several that it may return: what the
 * runtime takes for a result is more than what it hands over.
 */
import { layoutOf } from '../expressions/column-layout.ts';
import type { Field, RecordType, ScalarName, Type, VectorType } from '../types/type.ts';
import { docLines } from './doc-lines.ts';
import type { TypeNames } from './type-names.ts';

/** `given`: what code gets. `returned`: what it may give back; a field that may be null, or has a default, may be left out. */
export type Form = 'given' | 'returned';

const scalars: Record<ScalarName, string> = {
  bool: 'boolean',
  int8: 'number',
  int16: 'number',
  int32: 'number',
  int64: 'bigint',
  uint8: 'number',
  uint16: 'number',
  uint32: 'number',
  uint64: 'bigint',
  float32: 'number',
  float64: 'number',
  string: 'string',
  bytes: 'Uint8Array',
  timestamp: 'Date',
  date: 'string',
  duration: 'number',
  json: 'Json',
};

/** Whole numbers up to 2^53 are taken for int64 too; of JSON nobody can say in TypeScript what it is not. */
const returnedScalars: Partial<Record<ScalarName, string>> = {
  int64: 'bigint | number',
  uint64: 'bigint | number',
  json: 'unknown',
};

/** Prints types, and keeps the interfaces of records that have a name: each once, however often it is met. */
export class CodeTypes {
  /** In the order in which they are to stand. */
  readonly interfaces: string[] = [];
  usesJson = false;
  private readonly names: TypeNames;
  private readonly docs: ReadonlyMap<string, string>;
  private readonly known = new Map<string, string>();

  /** `docs` of schemas by their names. */
  constructor(names: TypeNames, docs: ReadonlyMap<string, string>) {
    this.names = names;
    this.docs = docs;
  }

  print(type: Type, form: Form): string {
    if (type.kind === 'unknown') return 'unknown';
    const present = this.printPresent(type, form);
    if (!type.nullable || present === 'unknown') return present;
    return form === 'given' ? `${present} | null` : `${present} | null | undefined`;
  }

  /** `{ … }` of several lines. */
  body(fields: readonly Field[], form: Form, indent: string): string {
    if (fields.length === 0) return '{}';
    const members = fields.map((field) => this.member(field, form, `${indent}  `));
    return `{\n${members.join('')}${indent}}`;
  }

  private printPresent(type: Exclude<Type, { kind: 'unknown' }>, form: Form): string {
    switch (type.kind) {
      case 'scalar':
        return this.scalar(type.name, form);
      case 'list':
        return listOf(this.print(type.element, form), form);
      case 'vector':
        return this.vector(type, form);
      case 'record':
        return this.record(type, form);
    }
  }

  private scalar(name: ScalarName, form: Form): string {
    const text = (form === 'returned' ? returnedScalars[name] : undefined) ?? scalars[name];
    this.usesJson ||= text === 'Json';
    return text;
  }

  /** Row by row in one array, whatever the dimensions; what is returned may be nested. */
  private vector(type: VectorType, form: Form): string {
    const flat = listOf(this.scalar(type.element, form), form);
    const { array } = layoutOf(type);
    if (form === 'given') return array?.name ?? flat;
    const nested = type.dimensions.slice(1).reduce<string>((rows) => listOf(rows, form), flat);
    return [...new Set([array?.name, flat, nested])].filter((one) => one !== undefined).join(' | ');
  }

  private record(type: RecordType, form: Form): string {
    return type.name === undefined ? this.inline(type, form) : this.named(type, type.name, form);
  }

  /** Two records may share the name of a schema and differ, as where a condition has ruled out a null. */
  private named({ fields }: RecordType, schema: string, form: Form): string {
    const key = JSON.stringify([schema, form, fields]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const name = this.names.take(form === 'given' ? schema : `${schema}Result`, 'Record');
    this.known.set(key, name);
    const doc = docLines([this.docs.get(schema)]);
    this.interfaces.push(`${doc}export interface ${name} ${this.body(fields, form, '')}\n`);
    return name;
  }

  private inline({ fields }: RecordType, form: Form): string {
    const members = fields.map((field) => this.signature(field, form));
    return members.length === 0 ? '{}' : `{ ${members.join('; ')} }`;
  }

  private member(field: Field, form: Form, indent: string): string {
    const { deprecated } = field.rules ?? {};
    const mark = deprecated === undefined ? undefined : `@deprecated ${deprecated}`.trimEnd();
    return `${docLines([field.doc, mark], indent)}${indent}${this.signature(field, form)};\n`;
  }

  private signature({ name, type, rules }: Field, form: Form): string {
    const isOptional = form === 'returned' && (isNullable(type) || (rules?.default ?? null) !== null);
    const text = this.print(type, form);
    if (!isOptional) return `${propertyName(name)}: ${text}`;
    return `${propertyName(name)}?: ${isNullable(type) ? text : `${text} | null | undefined`}`;
  }
}

export function propertyName(name: string): string {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}

function isNullable(type: Type): boolean {
  return type.kind !== 'unknown' && type.nullable;
}

function listOf(element: string, form: Form): string {
  const text = /\||^readonly /.test(element) ? `(${element})` : element;
  return form === 'given' ? `${text}[]` : `readonly ${text}[]`;
}
