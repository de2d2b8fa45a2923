/** Queries as tests write them: what is found out of one, as text, over tables written as the language prints types. */
import {
  nearestName,
  printType,
  type QueryDescriber,
  type QueryDescription,
  type QueryTable,
  type RecordType,
} from '@millrace/grammar';

/** Waits for the answer. */
export async function described(
  describer: QueryDescriber,
  query: string,
  tables: QueryTable[] = [],
): Promise<QueryDescription | undefined> {
  describer.describe({ query, tables });
  await describer.settled();
  return describer.describe({ query, tables });
}

/** The columns with where they come from, or the query with its wrong words marked. */
export function descriptionText(query: string, description: QueryDescription | undefined): string {
  if (description === undefined) return 'unknown';
  if (!description.ok) {
    const { at, message, unknown } = description;
    const meant = unknown && nearestName(unknown.name, unknown.known);
    const marked = at === undefined ? '' : `${query}\n${' '.repeat(at.offset)}${'^'.repeat(at.length)} `;
    return `${marked}${message}${meant === undefined ? '' : ` (${meant})`}`;
  }
  const { record, origins } = description;
  return record.fields
    .map(({ name, type }, i) => `${name}: ${printType(type)} < ${originsText(origins[i])}`)
    .join('\n');
}

function originsText(origins: { table: string; column: string }[] | null | undefined): string {
  if (!origins) return '?';
  return origins.map(({ table, column }) => `${table}.${column}`).join(' ') || '-';
}

export function table(name: string, fields: RecordType['fields']): QueryTable {
  return { name, record: { kind: 'record', fields, nullable: false } };
}
