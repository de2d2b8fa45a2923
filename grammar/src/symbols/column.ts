/**
 * A column as a person names it: the field that a text declares, or the field of what leaves a node or enters by a stream. Two
 * columns are the same symbol where a rename of one has to rename the other; `followColumn` finds them.
 */

import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import type { FieldDeclaration } from '../generated/ast.ts';
import { fieldNamed } from '../types/field-named.ts';
import type { Field, RecordType, Type } from '../types/type.ts';

export type ColumnSymbol = DeclaredColumn | CarriedColumn;

export interface DeclaredColumn {
  is: 'declared';
  field: FieldDeclaration;
}

export interface CarriedColumn {
  is: 'carried';
  flow: FlowAnalysis;
  /** Of the node, or of the parameter that is a stream. */
  stream: string;
  port: string;
  /** From the record inwards; through lists as through the records in them. Never empty. */
  path: readonly string[];
}

export function declared(field: FieldDeclaration): DeclaredColumn {
  return { is: 'declared', field };
}

export function carried(flow: FlowAnalysis, stream: string, port: string, path: readonly string[]): CarriedColumn {
  return { is: 'carried', flow, stream, port, path };
}

export function columnName(column: ColumnSymbol): string {
  return column.is === 'declared' ? column.field.name : (column.path.at(-1) as string);
}

const numbers = new WeakMap<object, number>();
let count = 0;

/** Of two columns the same where they are the same place. */
export function columnKey(column: ColumnSymbol): string {
  if (column.is === 'declared') return `${numberOf(column.field)}`;
  return [numberOf(column.flow.flow), column.stream, column.port, ...column.path].join('\0');
}

function numberOf(node: object): number {
  const known = numbers.get(node);
  if (known !== undefined) return known;
  count += 1;
  numbers.set(node, count);
  return count;
}

/** What is known of the record that a carried column is a field of. */
export function recordAround({ flow, stream, port, path }: CarriedColumn): RecordType | undefined {
  const record = streamRecord(flow, stream, port);
  const around = path.length === 1 ? record : fieldIn(record, path.slice(0, -1))?.type;
  return around && recordInside(around);
}

export function streamRecord(flow: FlowAnalysis, stream: string, port: string): RecordType | undefined {
  const node = flow.nodes.get(stream);
  if (node === undefined) return flow.streams.get(stream);
  return node.ports?.get(port) ?? (port === 'out' ? node.output : undefined);
}

/** The field at the end of a path, inside of lists too. */
export function fieldIn(type: Type | undefined, [name, ...rest]: readonly string[]): Field | undefined {
  const field = fieldNamed(recordInside(type), name);
  return field === undefined || rest.length === 0 ? field : fieldIn(field.type, rest);
}

function recordInside(type: Type | undefined): RecordType | undefined {
  if (type?.kind === 'list') return recordInside(type.element);
  return type?.kind === 'record' ? type : undefined;
}
