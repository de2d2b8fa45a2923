import type { RecordSample } from '../../support/arbitrary-records.ts';
import { findPostgres, ownDatabase, postgresQuery } from '../../support/postgres.ts';
import { describeTableConnector } from '../../support/table-contract.ts';

const postgres = await findPostgres();

describeTableConnector({
  name: 'postgres',
  missing: postgres.missing,
  async open() {
    const url = await ownDatabase(postgres);
    const { host, pathname } = new URL(url);
    return {
      projectFolder: '.',
      options: { url },
      place: `${host}${pathname}/orders`,
      run: async (statements) => void (await postgresQuery(url, statements)),
      names: async () => {
        const rows = await postgresQuery(
          url,
          "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
        );
        return (rows as { relname: string }[]).map(({ relname }) => relname).sort();
      },
    };
  },
  holds: withoutNul,
  words: {
    manyAtOnce: 'SELECT 1',
    integer: 'integer',
    text: 'text',
    noTable: /there is no table "orders"/,
    rule: /the records break a rule of the table: duplicate key value violates unique constraint "orders_pkey". Nothing of them was written$/,
  },
});

/** A text of PostgreSQL has no U+0000. */
function withoutNul({ schema, rows }: RecordSample): RecordSample {
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll('\0', '0');
    if (Array.isArray(value)) return value.map(plain);
    return isPlainObject(value) ? fields(value) : value;
  };
  const fields = (row: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [plain(name), plain(value)]));
  return { schema, rows: rows.map(fields) };
}

/** Neither a date nor an array of numbers. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  const prototype = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : undefined;
  return prototype === Object.prototype || prototype === null;
}
