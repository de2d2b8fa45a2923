import type { QueryMistake } from '@millrace/grammar';

/** What DuckDB says as JSON of what is wrong with a query; all values are texts. */
interface Failure {
  exception_type: string;
  exception_message: string;
  /** Of a byte in the query's UTF-8. */
  position?: string;
  name?: string;
  /** Names DuckDB thinks were meant, with commas; signatures, of functions. */
  candidates?: string;
}

type Words = NonNullable<QueryMistake['at']>;

/** What a mistake is looked for in. */
export interface QueryPlace {
  query: string;
  /** The columns of all tables. */
  columns: readonly string[];
  /** Words of SQL, in lower case, that are no names without double quotes. */
  reservedWords: ReadonlySet<string>;
}

/** DuckDB's failure in one sentence, at the words it names. */
export function mistakeOf(thrown: unknown, place: QueryPlace): QueryMistake {
  const failure = failureOf(thrown);
  const name = failure.name ?? nameIn(failure.exception_message);
  const at = wordsAt(failure, name, place.query);
  const known = knownInstead(failure, place);
  const unknown = name !== undefined && known.length > 0 ? { name, known } : undefined;
  const found = { message: sentenceOf(failure), ...(at && { at }), ...(unknown && { unknown }) };
  return { ok: false, ...(reservedColumn(failure, at, place) ?? found) };
}

/** What could stand in the place of a name that is not known. */
function knownInstead({ exception_message, candidates = '' }: Failure, { columns }: QueryPlace): string[] {
  const offered = candidates.split(',').filter((one) => /^\w+$/.test(one));
  const isColumn = /^(Referenced column|Column|Table .+ does not have a column)/.test(exception_message);
  return [...new Set(isColumn ? [...columns, ...offered] : offered)];
}

/** A column may be called as a word of SQL; then what follows is where the parser is at a loss. */
function reservedColumn({ exception_type }: Failure, at: Words | undefined, place: QueryPlace) {
  if (exception_type !== 'Parser' || at === undefined) return undefined;
  const before = /([\p{L}_][\p{L}\p{N}_$]*)\s*$/u.exec(place.query.slice(0, at.offset));
  const words = [
    { text: wordAt(place.query, at), offset: at.offset },
    { text: before?.[1] ?? '', offset: before?.index ?? 0 },
  ];
  const isColumn = ({ text }: { text: string }) =>
    place.reservedWords.has(text.toLowerCase()) &&
    place.columns.some((one) => one.toLowerCase() === text.toLowerCase());
  const found = words.find(isColumn);
  if (found === undefined) return undefined;
  const message = `"${found.text}" is a word of SQL; a column of that name stands in double quotes`;
  return { message, at: { offset: found.offset, length: found.text.length } };
}

function wordAt(query: string, { offset, length }: Words): string {
  return query.slice(offset, offset + length);
}

/** A failure may stand inside of a sentence, and a RunError may stand around it. */
function failureOf(thrown: unknown): Failure {
  const cause = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
  const message = cause instanceof Error ? cause.message : String(cause);
  try {
    return JSON.parse(message.slice(message.indexOf('{'))) as Failure;
  } catch {
    return { exception_type: '', exception_message: message };
  }
}

/** What DuckDB says, and how it is said here. */
const rewordings: [pattern: RegExp, words: string][] = [
  [/^Referenced column "(.+?)" (was )?not found.*$/, 'Unknown column "$1"'],
  [/^Table "(.+?)" does not have a column named "(.+?)"$/, '"$1" has no column "$2"'],
  [/^Referenced table "(.+?)" not found$/, 'There is no table "$1" in this query'],
  [/^Table with name (.+?) does not exist$/, 'Unknown table "$1"; the tables of a query are the inputs of its node'],
  [/^Column "(.+?)" in (.+) list not found in FROM clause$/, 'Unknown column "$1" in the $2 list'],
  [/^(?:Scalar |Aggregate |Table )?Function with name (.+?) does not exist$/, 'Unknown function "$1"'],
  [/^Type with name (.+?) does not exist$/, 'Unknown type "$1"'],
  [/You might need to add explicit type casts/, 'A cast may help'],
];

function sentenceOf({ exception_type, exception_message }: Failure): string {
  if (exception_type === 'Permission') return 'A query reads its inputs only; files and addresses are for read';
  const [first = ''] = exception_message.split('\n');
  const sentence = rewordings.reduce(
    (said, [pattern, words]) => said.replace(pattern, words),
    first.replace(/[.!]+$/, ''),
  );
  return sentence.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

/** The name a sentence is about, where DuckDB does not give it apart: `… have a column named "x"`, `table "x" not found`. */
function nameIn(message: string): string | undefined {
  const [first = ''] = message.split('\n');
  return (/named "([^"]+)"/.exec(first) ?? /"([^"]+)"/.exec(first) ?? /'([^']+)'/.exec(first))?.[1];
}

/** A path of names, a text, a number, or one sign. */
const token =
  /(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)(?:\.(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*))*|'(?:[^']|'')*'|[\d.]+|\S/uy;

function wordsAt({ position, exception_message }: Failure, name: string | undefined, query: string): Words | undefined {
  if (position === undefined) return name === undefined ? undefined : onlyPlaceOf(name, query);
  const offset = textOffset(query, Number(position));
  if (/end of input/.test(exception_message)) return lastWord(query);
  token.lastIndex = offset;
  const found = token.exec(query)?.[0];
  if (found === undefined) return lastWord(query);
  const inside = name === undefined ? undefined : segmentOf(found, name);
  return { offset: offset + (inside?.offset ?? 0), length: inside?.length ?? found.length };
}

/** Where a path of names has this one, with or without quotes. */
function segmentOf(path: string, name: string): Words | undefined {
  let offset = 0;
  for (const segment of path.match(/"(?:[^"]|"")*"|[^."]+/g) ?? []) {
    const at = path.indexOf(segment, offset);
    const plain = segment.startsWith('"') ? segment.slice(1, -1).replaceAll('""', '"') : segment;
    if (plain.toLowerCase() === name.toLowerCase()) return { offset: at, length: segment.length };
    offset = at + segment.length;
  }
  return undefined;
}

/** DuckDB does not say where: the place of a name that the query has once. */
function onlyPlaceOf(name: string, query: string): Words | undefined {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = [...query.matchAll(new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped}(?![\\p{L}\\p{N}_$])`, 'giu'))];
  const [only] = found;
  return only !== undefined && found.length === 1 ? { offset: only.index, length: only[0].length } : undefined;
}

function lastWord(query: string): Words | undefined {
  const end = query.trimEnd();
  const length = /[\p{L}\p{N}_$]+$|\S?$/u.exec(end)?.[0].length ?? 0;
  return length === 0 ? undefined : { offset: end.length - length, length };
}

function textOffset(query: string, bytes: number): number {
  return Buffer.from(query, 'utf8').subarray(0, bytes).toString('utf8').length;
}
