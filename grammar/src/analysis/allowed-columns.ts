import * as ast from '../generated/ast.ts';
import { fieldNamed } from '../types/field-named.ts';
import type { NodeAnalysis } from './flow-analysis.ts';
import { propertyValue } from './property-value.ts';
import { recordTypeOf } from './type-of.ts';

/** The names in the `allow` of a write, where they stand. */
export function allowances({ properties }: ast.WriteNode): ast.Reference[] {
  const written = propertyValue(properties, 'allow');
  return ast.isListLiteral(written) ? written.items.filter(ast.isReference) : [];
}

export function allowedColumns(node: ast.WriteNode): Set<string> {
  return new Set(allowances(node).map(({ name }) => name));
}

/** A dataset takes the columns that it has, and leaves the others. */
export function writtenColumns({ input }: NodeAnalysis, { target }: ast.WriteNode): string[] {
  const names = input?.fields.map(({ name }) => name) ?? [];
  const stored = recordTypeOf(target?.dataset?.ref?.type);
  return stored === undefined ? names : names.filter((name) => fieldNamed(stored, name) !== undefined);
}
