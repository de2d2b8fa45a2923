/**
 * Says what a query would give, by preparing it against empty tables in a sealed database. Nothing is run and nothing stays:
 * each query has a transaction of its own that is rolled back. Only one SELECT without parameters is let through.
 */
import type {
  Field,
  QueryDescription,
  QueryMistake,
  QueryOrigin,
  QueryRequest,
  QueryResult,
  QueryTable,
  RecordType,
  Type,
} from '@millrace/grammar';
import { type DuckDBPreparedStatement, type DuckDBType, DuckDbSession, duckDb, sqlText } from '../connectors/duckdb.ts';
import { type ColumnFacts, unknownFacts } from './column-facts.ts';
import { columnsOf } from './columns-of.ts';
import { createTable } from './create-table.ts';
import { mistakeOf } from './query-mistake.ts';
import { namesThatClash, refusalOf } from './query-refusal.ts';
import type { SelectTree } from './select-tree.ts';
import { typeOfResult } from './type-of-result.ts';

export class QuerySession {
  readonly #session: DuckDbSession;
  readonly #reservedWords: ReadonlySet<string>;

  private constructor(session: DuckDbSession, reservedWords: ReadonlySet<string>) {
    this.#session = session;
    this.#reservedWords = reservedWords;
  }

  static async open(): Promise<QuerySession> {
    const { signal } = new AbortController();
    const session = await DuckDbSession.open('Cannot describe a query', { signal, isSealed: true });
    const words = await textsOf(
      session,
      "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category <> 'unreserved'",
    );
    return new QuerySession(session, new Set(words));
  }

  async describe({ query, tables }: QueryRequest): Promise<QueryDescription> {
    const refusal = refusalOf(query) ?? namesThatClash(tables);
    if (refusal !== undefined) return refusal;
    await this.#session.run('BEGIN');
    try {
      for (const table of tables) await this.#session.run(createTable(table));
      return await this.#prepare(query, tables);
    } catch (failure) {
      const columns = tables.flatMap(({ record }) => record.fields.map(({ name }) => name));
      return mistakeOf(failure, { query, columns, reservedWords: this.#reservedWords });
    } finally {
      await this.#session.run('ROLLBACK');
    }
  }

  close(): void {
    this.#session.close();
  }

  async #prepare(query: string, tables: QueryTable[]): Promise<QueryDescription> {
    const statements = await this.#session.extract(query);
    if (statements.count !== 1) return severalStatements(query);
    const statement = await statements.prepare(0);
    try {
      return this.#refused(statement) ?? this.#result(statement, await this.#factsOf(query, tables));
    } finally {
      statement.destroySync();
    }
  }

  #refused({ statementType, parameterCount }: DuckDBPreparedStatement): QueryMistake | undefined {
    if (statementType !== duckDb().StatementType.SELECT)
      return { ok: false, message: 'A query reads: it is one SELECT that changes nothing' };
    if (parameterCount > 0) return { ok: false, message: 'A query takes no parameters of its own, neither ? nor $' };
    return undefined;
  }

  #result(statement: DuckDBPreparedStatement, columns: ColumnFacts[] | undefined): QueryDescription {
    const { columnCount } = statement;
    const known = columns?.length === columnCount ? columns : undefined;
    const fields: Field[] = [];
    const origins: QueryResult['origins'] = [];
    const copies: (QueryOrigin | null)[] = [];
    for (let i = 0; i < columnCount; i++) {
      const facts = known?.[i] ?? unknownFacts;
      fields.push({ name: statement.columnName(i), type: fieldType(statement.columnType(i), facts) });
      origins.push(facts.origins ?? null);
      copies.push(facts.type === undefined ? null : (facts.origins?.[0] ?? null));
    }
    const record: RecordType = { kind: 'record', fields, nullable: false };
    return twice(fields) ?? { ok: true, record, origins, copies };
  }

  async #factsOf(query: string, tables: QueryTable[]): Promise<ColumnFacts[] | undefined> {
    const call = `json_serialize_sql(${sqlText(query)}, skip_default := true, skip_null := true)`;
    const [text = '{}'] = await textsOf(this.#session, `SELECT ${call}`);
    const node = (JSON.parse(text) as SelectTree).statements?.[0]?.node;
    return node && columnsOf(node, tables);
  }
}

/** The first column of a query. */
async function textsOf(session: DuckDbSession, query: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const chunk of session.stream(query)) texts.push(...chunk.getColumnValues(0).map(String));
  return texts;
}

/** A column as it is keeps what DuckDB's types cannot say: several dimensions, and what is never null inside of it. */
function fieldType(found: DuckDBType, { isNullable, type }: ColumnFacts): Type {
  return type === undefined || type.kind === 'unknown'
    ? typeOfResult(found, isNullable)
    : { ...type, nullable: isNullable };
}

/** PIVOT without a list of values is made of several. */
function severalStatements(query: string): QueryMistake {
  const pivot = /\bPIVOT\b/i.exec(query);
  if (pivot === null)
    return { ok: false, message: 'A query is one SELECT, not several statements', surplus: { what: 'statement' } };
  const at = { offset: pivot.index, length: pivot[0].length };
  return { ok: false, message: 'PIVOT needs its values, as in ON column IN (a, b): they are the columns', at };
}

function twice(fields: Field[]): QueryMistake | undefined {
  const found = fields.find(({ name }, i) => fields.findIndex((other) => other.name === name) !== i);
  if (found === undefined) return undefined;
  const message = `The result has two columns "${found.name}"; name one of them with AS`;
  return { ok: false, message, surplus: { what: 'column', name: found.name } };
}
