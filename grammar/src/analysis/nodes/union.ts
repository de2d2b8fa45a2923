import { missingInUnion } from '../../diagnostics/graph.ts';
import { isMisspelt } from '../../diagnostics/is-misspelt.ts';
import { noCommonType } from '../../diagnostics/types.ts';
import type { Input, UnionNode } from '../../generated/ast.ts';
import { fieldNamed } from '../../types/field-named.ts';
import { leastUpperBound } from '../../types/least-upper-bound.ts';
import { isClear, mayHave, withUnclear } from '../../types/may-have.ts';
import { printType } from '../../types/print-type.ts';
import { type Field, type RecordType, recordType, unknownType } from '../../types/type.ts';
import type { AnalyzeNode, NodeContext } from '../node-context.ts';
import { passedOn } from './select-columns.ts';

interface Side {
  input: Input;
  record: RecordType;
}

/**
 * The records of all inputs: the columns of the first in its order, each of the least type that holds those of all. Every
 * input has all columns; one that another lacks is blamed on the input without it, once per input.
 */
export const analyzeUnion: AnalyzeNode<UnionNode> = (node, context) => {
  const sides = node.inputs.map((input) => ({ input, record: context.recordOf(input) }));
  const known = sides.filter((side): side is Side => side.record !== undefined);
  const [first, ...others] = known;
  if (first === undefined || known.length < sides.length) return {};
  for (const other of others) compare(first, other, context);
  const shared = first.record.fields.filter(({ name }) => others.every(({ record }) => fieldNamed(record, name)));
  const bounds = recordType(shared.map((field) => boundOf(field, known, context)));
  const output = withUnclear(bounds, ...known.map(({ record }) => unclearOfSide(record, bounds)));
  return { input: output, output };
};

/** Names what either of two inputs lacks, at that one. A column that is only called a little otherwise is named once. */
function compare(first: Side, other: Side, { accept }: NodeContext): void {
  const lacking = namesBeyond(first, other);
  const extra = namesBeyond(other, first).filter((name) => !lacking.some((meant) => isMisspelt(meant, [name])));
  for (const [there, here, names] of [
    [first, other, lacking],
    [other, first, extra],
  ] as const) {
    if (names.length === 0) continue;
    accept(missingInUnion({ node: here.input }, textOf(here.input), names, textOf(there.input), { node: there.input }));
  }
}

/** A column that not all of them have may be one that all were to have. */
function unclearOfSide({ fields, unclear }: RecordType, shared: RecordType): RecordType['unclear'] {
  if (unclear === 'any') return 'any';
  const names = fields.map(({ name }) => name).filter((name) => fieldNamed(shared, name) === undefined);
  return [...names, ...(unclear ?? [])];
}

function namesBeyond({ record }: Side, other: Side): string[] {
  const names = record.fields.filter(({ type }) => isClear(record) || type.kind !== 'unknown').map(({ name }) => name);
  return names.filter((name) => !fieldNamed(other.record, name) && !mayHave(other.record, name));
}

function boundOf(field: Field, sides: Side[], { accept }: NodeContext): Field {
  let bound = field.type;
  for (const { input, record } of sides.slice(1)) {
    const type = (fieldNamed(record, field.name) as Field).type;
    const next = leastUpperBound(bound, type);
    if (next === undefined) {
      accept(noCommonType({ node: input }, `Columns "${field.name}"`, [printType(bound), printType(type)]));
      return { name: field.name, type: unknownType };
    }
    bound = next;
  }
  return { ...passedOn(field), type: bound };
}

function textOf(input: Input): string {
  return input.$cstNode?.text ?? input.node?.$refText ?? '';
}
