/**
 * Projects whose runs are killed: between them every way in which records go from sources to outputs. What they compute is the same
 * in every run, to the byte; times of the clock are in no output.
 */
import Database from 'better-sqlite3';
import { encodeModel, sumModel } from '../support/onnx-model.ts';
import type { Files } from '../support/project-folder.ts';

export interface KilledProject {
  name: string;
  files: Files;
}

const schemas = `
schema Row { id: int64  shop: int32  amount: float64 @range(min: 0)  word: string }
schema Shop { shop: int32  title: string }
schema Doubled { id: int64  amount: float64  doubled: float64 }
`;

const rejected =
  'select told(rows.errors) { record, message, node, line }\n  write bad(told) to jsonl("out/bad.jsonl")';

const flows: Record<string, string> = {
  scored: `
  read rows: Row from csv("data/rows.csv") { batch: { max: 500 } }
  select features(rows) { id, a: amount / 1000, b: ln(1 + amount), c: shop / 7.0, d: if id % 2 == 0 then 1 else 0 }
  infer scored(features) with Sum { inputs: { x: [a, b, c, d] }, outputs: { risk: score } }
  select rounded(scored) { id, risk: round(risk, 3) }
  write asCsv(rounded) to csv("out/scored.csv")
  write asLines(rounded) to jsonl("out/scored.jsonl")
  write asParquet(rounded) to parquet("out/scored.parquet")
  ${rejected}`,
  routed: `
  read rows: Row from csv("data/rows.csv") { batch: { max: 300 } }
  filter some(rows) where id % 3 != 0
  route level(some) { high: amount > 900, even: id % 2 == 0, rest: otherwise }
  select divided(level.high) { id, part: 1000 / (id % 5) }
  select lost(divided.errors) { record, message }
  write high(divided) to csv("out/high.csv")
  write failed(lost) to jsonl("out/failed.jsonl")
  write even(level.even) to jsonl("out/even.jsonl")
  write rest(level.rest) to csv("out/rest.csv")
  ${rejected}`,
  united: `
  read rows: Row from csv("data/rows.csv") { batch: { max: 400 } }
  read lines: Row from jsonl("data/lines.jsonl") { batch: { max: 250 } }
  filter large(rows) where amount > 500
  union inner(large, lines)
  union whole(inner, rows)
  filter odd(whole) where id % 2 == 1
  write odds(odd) to csv("out/all.csv")
  write inner2(inner) to jsonl("out/inner.jsonl")
  ${rejected}`,
  related: `
  read rows: Row from csv("data/rows.csv") { batch: { max: 400 } }
  read shops: Shop from jsonl("data/shops.jsonl")
  join known(rows, shops) on rows.shop == shops.shop
  aggregate totals(rows) by shop { n: count(), most: max(amount) }
  join compared(known, totals) on known.shop == totals.shop { prefix: "of_" }
  sql best(known) """
    SELECT title, count(*) AS n, max(amount) AS most FROM known GROUP BY title ORDER BY title
  """
  write known2(known) to csv("out/known.csv")
  write compared2(compared) to jsonl("out/compared.jsonl")
  write totals2(totals) to parquet("out/totals.parquet")
  write best2(best) to csv("out/best.csv")
  ${rejected}`,
  stored: `
  read rows: Row from csv("data/rows.csv") { batch: { max: 400 } }
  filter large(rows) where amount > 500
  aggregate totals(rows) by shop { n: count(), most: max(amount) } with { batch: { max: 3 } }
  write asCsv(large) to csv("out/large.csv")
  write totals2(totals) to jsonl("out/totals.jsonl")
  ${rejected}`,
  stepped: `
  read rows: Row from csv("data/rows.csv") { batch: { max: 400 } }
  task doubled(rows) -> Doubled { run: node("steps/double.js", export: "double") }
  write kept(doubled) to csv("out/doubled.csv")
  write again(doubled) to jsonl("out/doubled.jsonl")
  ${rejected}`,
  tabled: `
  read rows: Row from sqlite("data/rows.db", table: "rows") { batch: { max: 400 } }
  filter large(rows) where amount > 500
  write lines(large) to jsonl("out/large.jsonl")
  write kept(large) to sqlite("out/large.db", table: "large", mode: "replace")
  write every(rows) to csv("out/every.csv")`,
  ordered: `
  read rows: Row from csv("data/rows.csv") { batch: { max: 400 } }
  filter large(rows) where amount > 500
  write page(large) to csv("out/page.csv")
  write beside(large) to parquet("out/beside.parquet")
  task second after page { run: node("steps/double.js", export: "done") }
  task last after second { run: node("steps/double.js", export: "done") }
  read lines: Row from jsonl("data/lines.jsonl") { batch: { max: 250 } }
  write third(lines) to jsonl("out/third.jsonl")
  ${rejected}`,
};

const steps = `
export const double = ({ id, amount }) => ({ id, amount, doubled: amount * 2 });
export const done = () => {};
`;

export const projectNames = Object.keys(flows);

/** What of "stored" is kept beside its outputs, as results and as batches of datasets. */
const kept = [
  ['large', '$artefact'],
  ['totals', '$artefact'],
  ['rows', '$dataset'],
  ['totals', '$dataset'],
];

/** `count`: records of the largest source. */
export function killedProject(name: string, count: number): KilledProject {
  const model = name === 'scored' ? '\nmodel Sum { file: "models/sum.onnx" }\n' : '';
  const files: Files = {
    'millrace.json': '{ "name": "killed", "version": "1.0.0" }',
    'main.flow': `${schemas}${model}\nflow Main() {${flows[name]}\n}\n`,
    'data/rows.csv': `id,shop,amount,word\n${Array.from({ length: count }, (_, id) => csvRow(id)).join('')}`,
    'data/lines.jsonl': Array.from({ length: Math.floor(count / 3) }, (_, id) => `${jsonRow(id)}\n`).join(''),
    'data/shops.jsonl': Array.from(
      { length: 40 },
      (_, shop) => `${JSON.stringify({ shop, title: `shop ${shop % 9}` })}\n`,
    ).join(''),
    'steps/double.js': steps,
    ...(name === 'stored' && { 'kept.json': JSON.stringify(kept) }),
    ...(name === 'tabled' && { 'data/rows.db': rowsDatabase(count) }),
    'models/sum.onnx': encodeModel(sumModel(4)),
  };
  return { name, files };
}

/** Some do not fit: an amount that is none, or less than nothing. */
function csvRow(id: number): string {
  const amount = id % 211 === 7 ? 'none' : id % 307 === 9 ? '-1' : ((id * 7919) % 100_003) / 100;
  return `${id},${id % 40},${amount},"word ${id % 13}, or so"\n`;
}

function rowsDatabase(count: number): Uint8Array {
  const file = new Database(':memory:');
  file.exec('CREATE TABLE rows (id INTEGER, shop INTEGER, amount REAL, word TEXT)');
  const insert = file.prepare('INSERT INTO rows VALUES (?, ?, ?, ?)');
  file.transaction(() => {
    for (let id = 0; id < count; id++) insert.run(id, id % 40, ((id * 7919) % 100_003) / 100, `word ${id % 13}`);
  })();
  return file.serialize();
}

function jsonRow(id: number): string {
  return JSON.stringify({ id: id + 1_000_000, shop: id % 40, amount: (id * 31) % 977, word: `line ${id}` });
}
