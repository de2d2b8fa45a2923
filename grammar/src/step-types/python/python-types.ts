/**
 * Types of the language as Python: what the process of a task makes of values, and what it takes back. Records are dicts, so their
 * types are TypedDicts; one whose fields no class could name is written as a call.
 */
import type { Field, RecordType, ScalarName, Type } from '../../types/type.ts';
import type { Form } from '../code-types.ts';
import type { TypeNames } from '../type-names.ts';
import { docString } from './doc-string.ts';
import { isMemberName } from './python-names.ts';

const scalars: Record<ScalarName, string> = {
  bool: 'bool',
  int8: 'int',
  int16: 'int',
  int32: 'int',
  int64: 'int',
  uint8: 'int',
  uint16: 'int',
  uint32: 'int',
  uint64: 'int',
  float32: 'float',
  float64: 'float',
  string: 'str',
  bytes: 'bytes',
  timestamp: 'datetime',
  date: 'date',
  duration: 'timedelta',
  json: 'Any',
};

interface ClassSetting {
  indent?: string;
  doc?: string;
  /** What records without a name inside of it are called after; its own name where nothing is said. */
  place?: string;
}

/** Prints types, and keeps the classes of records that stand outside of tasks: each once, however often it is met. */
export class PythonTypes {
  /** In an order in which each stands behind those that it needs. */
  readonly classes: string[] = [];
  private readonly names: TypeNames;
  private readonly docs: ReadonlyMap<string, string>;
  private readonly known = new Map<string, string>();

  /** `docs` of schemas by their names. */
  constructor(names: TypeNames, docs: ReadonlyMap<string, string>) {
    this.names = names;
    this.docs = docs;
  }

  /** `place`: what a record without a name is called after. */
  print(type: Type, form: Form, place: string): string {
    const present = this.printPresent(type, form, place);
    return type.kind !== 'unknown' && type.nullable && present !== 'Any' ? `${present} | None` : present;
  }

  /** A class of the name with these fields, or a call where no class could have them. */
  typedDict(name: string, fields: readonly Field[], form: Form, setting: ClassSetting = {}): string {
    const { indent = '', doc, place = name } = setting;
    const members = fields.map((field) => ({ ...field, text: this.member(field, form, place) }));
    if (!fields.every((field) => isMemberName(field.name))) {
      const items = members.map((one) => `${indent}    ${JSON.stringify(one.name)}: ${one.text},\n`).join('');
      return `${commentLines(doc, indent)}${indent}${name} = TypedDict(${JSON.stringify(name)}, {\n${items}${indent}})\n`;
    }
    const lines = members.map(
      (one) => `${indent}    ${one.name}: ${one.text}\n${docString(docOf(one), `${indent}    `)}`,
    );
    const body = docString(doc, `${indent}    `) + lines.join('');
    return `${indent}class ${name}(TypedDict):\n${body || `${indent}    pass\n`}`;
  }

  private printPresent(type: Type, form: Form, place: string): string {
    switch (type.kind) {
      case 'unknown':
        return 'Any';
      case 'scalar':
        return scalars[type.name];
      case 'list':
        return sequenceOf(this.print(type.element, form, place), form);
      case 'vector':
        return this.vector(scalars[type.element], type.dimensions.length, form);
      case 'record':
        return this.record(type, form, place);
    }
  }

  /** Row by row in one list, whatever the dimensions; what is returned may be nested. */
  private vector(element: string, dimensions: number, form: Form): string {
    const flat = sequenceOf(element, form);
    if (form === 'given' || dimensions < 2) return flat;
    const nested = Array.from({ length: dimensions - 1 }).reduce<string>((rows) => sequenceOf(rows, form), flat);
    return `${flat} | ${nested}`;
  }

  /** What code got it may give back as it is. */
  private record(type: RecordType, form: Form, place: string): string {
    const given = this.classOf(type, 'given', place);
    if (form === 'given' || type.fields.every((field) => this.isSameBothWays(field, place))) return given;
    return `${given} | ${this.classOf(type, 'returned', place)}`;
  }

  private isSameBothWays(field: Field, place: string): boolean {
    return this.member(field, 'given', place) === this.member(field, 'returned', place);
  }

  /** Two records may share the name of a schema and differ, as where a condition has ruled out a null. */
  private classOf({ name: schema, fields }: RecordType, form: Form, place: string): string {
    const own = schema ?? place;
    const key = JSON.stringify([own, form, fields]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const name = this.names.take(form === 'given' ? own : `${own}Result`, 'Record');
    this.known.set(key, name);
    const doc = schema === undefined ? undefined : this.docs.get(schema);
    this.classes.push(this.typedDict(name, fields, form, { doc, place: own }));
    return name;
  }

  private member({ name, type, rules }: Field, form: Form, place: string): string {
    const isNullable = type.kind !== 'unknown' && type.nullable;
    const hasDefault = (rules?.default ?? null) !== null;
    const text = this.print(type, form, `${place}_${name}`);
    if (form === 'given' || !(isNullable || hasDefault)) return text;
    return `NotRequired[${isNullable || text === 'Any' ? text : `${text} | None`}]`;
  }
}

/** A call has no place for documentation that is shown. */
function commentLines(doc: string | undefined, indent: string): string {
  const lines = doc?.replaceAll('\r', '').split('\n') ?? [];
  return lines.map((line) => `${indent}# ${line}`.trimEnd().concat('\n')).join('');
}

function docOf({ doc, rules }: Field): string | undefined {
  const { deprecated } = rules ?? {};
  const parts = [doc, deprecated === undefined ? undefined : `Deprecated: ${deprecated}`];
  return parts.filter((part) => part !== undefined).join('\n') || undefined;
}

function sequenceOf(element: string, form: Form): string {
  return form === 'given' ? `list[${element}]` : `Sequence[${element}]`;
}
