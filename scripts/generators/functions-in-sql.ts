/** docs/reference/functions-in-sql.md: how DuckDB writes what a function of the language gives, for who moves between the two. */
import { aggregates, type FunctionSpec, functions } from '@millrace/grammar';
import { inline, markdownTable, page } from './markdown.ts';

export function functionsInSql(): string {
  return page('Functions in SQL', [
    'An expression gives the same value in a node and in the SQL of a `sql` node, save for what stands on the right. A test computes both for the same records. Where a record is bad here, DuckDB fails the query or gives what stands on the right.',
    markdownTable(
      ['', 'in DuckDB', 'where DuckDB differs'],
      functions.map((spec) => [nameOf(spec), formsOf(spec).map(inline).join('<br>'), spec.unlikeSql ?? '']),
    ),
    '## Aggregate functions',
    markdownTable(
      ['', 'in DuckDB'],
      aggregates.map((spec) => [inline(spec.name), formsOf(spec).map(inline).join('<br>')]),
    ),
  ]);
}

function nameOf({ name, symbol }: FunctionSpec): string {
  return inline(symbol ?? name);
}

function formsOf({ inSql, signatures }: Pick<FunctionSpec, 'inSql' | 'signatures'>): string[] {
  return [...new Set(signatures.flatMap((signature) => signature.inSql ?? inSql ?? []))];
}
