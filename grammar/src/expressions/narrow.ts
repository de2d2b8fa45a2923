/**
 * What a condition says about nulls (T3): where `x != null` holds, and where `x > 3` holds, x is not null. Sound, not complete:
 * a field is narrowed only where it cannot be null.
 */
import { functionNamed } from '../catalog/functions/index.ts';
import { asNonNull } from '../types/nullability.ts';
import type { RecordType, Type } from '../types/type.ts';
import type { TypedExpression } from './expression.ts';

/** The record where the condition is true. */
export function narrow(record: RecordType, condition: TypedExpression): RecordType {
  return withNonNull(record, nonNullWhen(true, condition));
}

/** The record where the condition is false or, for what an `else` sees, null; only what both rule out. */
export function narrowUnless(record: RecordType, condition: TypedExpression): RecordType {
  return withNonNull(record, nonNullUnless(condition));
}

/** Paths as JSON, so that sets of them can be compared. */
type Paths = ReadonlySet<string>;

const none: Paths = new Set();

/** What is not null where the condition is `outcome`, and so is not null itself. */
function nonNullWhen(outcome: boolean, condition: TypedExpression): Paths {
  if (condition.op !== 'call') return nonNullWherePresent(condition);
  const [first, second] = condition.arguments as [TypedExpression, TypedExpression];
  switch (condition.function) {
    case 'isNotNull':
    case 'isNull':
      return outcome === (condition.function === 'isNotNull') ? nonNullWherePresent(first) : none;
    case 'not':
      return nonNullWhen(!outcome, first);
    case 'and':
    case 'or': {
      const bothHold = outcome === (condition.function === 'and');
      const [left, right] = [nonNullWhen(outcome, first), nonNullWhen(outcome, second)];
      return bothHold ? union([left, right]) : new Set([...left].filter((path) => right.has(path)));
    }
    case 'between':
      return outcome ? nonNullOfAll(condition.arguments) : nonNullWherePresent(first);
    default:
      return nonNullWherePresent(condition);
  }
}

/** A condition that may be null tells nothing by not being true, so only tests for null and their combinations do. */
function nonNullUnless(condition: TypedExpression): Paths {
  return condition.type.kind === 'scalar' && !condition.type.nullable ? nonNullWhen(false, condition) : none;
}

/** The fields without which the expression would be null. */
function nonNullWherePresent(expression: TypedExpression): Paths {
  if (expression.op === 'field') return new Set([JSON.stringify(expression.path)]);
  if (expression.op !== 'call' || !isStrict(expression.function)) return none;
  return nonNullOfAll(expression.arguments);
}

function nonNullOfAll(parts: readonly TypedExpression[]): Paths {
  return union(parts.map(nonNullWherePresent));
}

function union(sets: readonly Paths[]): Paths {
  return new Set(sets.flatMap((paths) => [...paths]));
}

/** Whether a null operand always gives null: what a kernel does, and nothing that decides for itself. */
function isStrict(name: string): boolean {
  return functionNamed(name)?.signatures.every(({ lazy }) => lazy === undefined) ?? false;
}

function withNonNull(record: RecordType, paths: Paths): RecordType {
  const split = [...paths].map((path) => JSON.parse(path) as string[]);
  return split.reduce(narrowPath, record);
}

function narrowPath(record: RecordType, [name, ...inner]: string[]): RecordType {
  const fields = record.fields.map((field) =>
    field.name === name ? { ...field, type: narrowType(field.type, inner) } : field,
  );
  return { ...record, fields };
}

function narrowType(type: Type, inner: string[]): Type {
  const present = asNonNull(type);
  return present.kind === 'record' && inner.length > 0 ? narrowPath(present, inner) : present;
}
