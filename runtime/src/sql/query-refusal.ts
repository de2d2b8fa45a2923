import type { QueryMistake, QueryTable } from '@millrace/grammar';

const openings = ['SELECT', 'WITH', 'FROM', 'VALUES'];
/** White space, comments and opening brackets. */
const before = /^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/;

/** What can be said of a query without a database: it begins as a SELECT does. */
export function refusalOf(query: string): QueryMistake | undefined {
  const offset = before.exec(query)?.[0].length ?? 0;
  const word = /^\w+/.exec(query.slice(offset))?.[0];
  if (word === undefined && query.slice(offset).trim() === '') return { ok: false, message: 'The query is empty' };
  // What begins with something else than a word is left to the parser.
  if (word === undefined || openings.includes(word.toUpperCase())) return undefined;
  const message = `A query begins with SELECT, WITH, FROM or VALUES, not with ${word}`;
  return { ok: false, message, at: { offset, length: word.length } };
}

/** SQL does not tell upper from lower case. */
export function namesThatClash(tables: readonly QueryTable[]): QueryMistake | undefined {
  const inputs = clash(tables.map(({ name }) => name));
  if (inputs !== undefined) return { ok: false, message: `The inputs ${inputs} are one name in SQL` };
  for (const { name, record } of tables) {
    const columns = clash(record.fields.map((field) => field.name));
    if (columns !== undefined) return { ok: false, message: `The columns ${columns} of "${name}" are one name in SQL` };
  }
  return undefined;
}

function clash(names: readonly string[]): string | undefined {
  const byName = new Map<string, string>();
  for (const name of names) {
    const other = byName.get(name.toLowerCase());
    if (other !== undefined) return `"${other}" and "${name}"`;
    byName.set(name.toLowerCase(), name);
  }
  return undefined;
}
