/**
 * A project of four files with every kind of node and of declaration, whose imports, models, datasets and queries all resolve:
 * what is done to it reaches the analysis and not the parser alone.
 */
import type { QueryDescription, QueryRequest } from '@millrace/grammar';
import { filesOf } from './flow-fixture.ts';
import type { Files } from './memory-files.ts';

export const everyKindFiles = (): Files =>
  filesOf(`import { Visit, Person, Scored, Checked } from "./types.flow"
import { Risk, Contract } from "./models/models.flow"
import { Clean } from "./clean.flow"

/** Kept for a month. */
dataset Scores: Scored { keep: 30, retain: 365d }
dataset Ages: { id: string, age: int32? }

/** Who came, and what is thought of them. */
flow Score(threshold: float64 = 0.8, home: string = "FR", extra: stream Visit) -> alerts, daily {
  read visits: Visit from csv("data/visits.csv", delimiter: ";") { onError: skip, batch: { max: 512 } }
  read people: Person from jsonl("data/people.jsonl")
  read older from Ages(batch: "2026-01-01")
  union all(visits, extra)
  use cleaned: Clean(rows: all, limit: threshold * 2, words: "a")

  group "Features" {
    join known(cleaned.clean, people) on cleaned.clean.person == people.id { kind: left, prefix: "person_" }
    select features(known) {
      id, at
      size:   ln(1 + spent)
      years:  person_age ?? -2 ** 3
      \`à côté\`: person_country != home and not (person_country in ["IT", "ES"])
      young:  if (person_age ?? 0) < 18 then 1 else 0
      ...place as place_*
      * except (person, place, spent, id, at, person_birth)
    } with { onError: skip, timeout: 5s }
    group "Inner" { filter some(features) where size between 0 and 100 or young == 1 }
  }

  infer scored(some) with Risk {
    inputs: { features: [size, young, hour(at)], image: [0, 0, 0, 0] }
    outputs: { risk: score, classes: probabilities }
    keep: [id, at, size, place_country]
  }
  infer guessed(scored) with Contract { inputs: { x: [size, risk] } }
  route level(guessed) { high: risk >= threshold, middle: risk > 0.2 and place_country != "FR", low: otherwise } with { onError: skip }

  aggregate daily(level.high) by place_country, day: hour(at) every 1h on at {
    n: count(), worst: max(risk), spread: avg(size)
  } with { resources: { memory: 2GiB } }
  sql best(daily, scored) """
    SELECT day, max(worst) AS worst, count(*) AS visits FROM daily GROUP BY day
  """ { timeout: 5s }
  review verdicts(level.middle) { by: "desk", ask: { verdict: string @oneOf("yes", "no"), note: string? }, when: risk < 0.95 }
  select alerts(verdicts) { id, risk, verdict }

  task looked(alerts) -> Checked { run: node("steps/look.ts", export: "look"), timeout: 5s, retry: { attempts: 3, backoff: 200ms } }
  task whole(looked, people) -> { id: string, score: float64[] } { run: python("steps/whole.py"), mode: whole }
  task notify after keep { run: bash("steps/notify.sh") }

  select stored(scored) { id, risk }
  write keep(stored) to Scores
  write page(whole) to parquet("out/page.parquet", compression: "zstd")
  write report(best) to csv("out/best.csv")
  write lows(level.low) to jsonl("out/low.jsonl")
  write bad(looked.errors) to jsonl("out/bad.jsonl") { allow: [record] }
  write old(older) to jsonl("out/old.jsonl")
}

flow Forget(limit: float64) {
  read gone: Person from jsonl("data/people.jsonl")
  filter old(gone) where age > limit
  write forgotten(old) to jsonl("out/forgotten.jsonl") { allow: [name] }
}

test "a large visit" of Score(threshold: 0.5) {
  given people: [{ id: "p", name: "N", age: null, birth: 2001-02-03, country: "FR" }]
  given visits: []
  given extra: []
  expect alerts exactly: [{ id: "1", risk: 0.5, verdict: null }]
}
schedule Nightly runs Forget(limit: 0.9) at cron("0 3 * * *")
trigger OnUpload runs Forget(limit: 1) when changed("data/*.csv")
//- /types.flow
import { Forget } from "./main.flow"

schema Place { country: string, position: { lat: float64, long: float64 }, tags: string[] }
/** One visit. */
schema Visit extends Timed {
  /** Its own id. */
  id: string @key
  person: string
  place: Place
  spent: float64? @range(min: 0)
}
schema Timed { at: timestamp @name("time") }
schema Person { id: string @key, name: string @pii, age: int32?, birth: date, country: string }
schema Scored { id: string, risk: float32 }
schedule Weekly runs Forget(limit: 99) at cron("0 3 * * 0")
schema Checked extends Scored { verdict: string?, raw: json, size: float32[4, 2] }
//- /clean.flow
import { Visit } from "./types.flow"

flow Clean(rows: stream Visit, limit: float64, words: string = "b") -> clean, odd {
  filter clean(rows) where spent != null and spent < limit
  filter odd(rows) where person == words
  write oddities(odd) to jsonl("out/odd.jsonl")
}
//- /models/models.flow
model Risk { file: "risk.onnx", useCase: "visits" }
model Contract { inputs: { x: float32[2] }, outputs: { guess: float32 }, file: "guess.onnx" }
//- /models/risk.onnx
features float32[N, 3], image float32[N, 4] -> score float32[N, 1], probabilities zipmap[no, yes]
//- /models/guess.onnx
x float32[N, 2] -> guess float32[N]
//- /data/visits.csv
id
//- /data/people.jsonl
//- /steps/look.ts
//- /steps/whole.py
//- /steps/notify.sh
`);

/** What DuckDB might say of a query, by the looks of it: every \`AS name\` is a column of what the first table has first. */
export function describeByLooks({ query, tables }: QueryRequest): QueryDescription | undefined {
  const from = /\bFROM\s+(\w+)/i.exec(query);
  if (from === null) return undefined;
  const name = from[1] as string;
  const table = tables.find((one) => one.name === name);
  if (table === undefined) {
    const at = { offset: from.index + from[0].length - name.length, length: name.length };
    return {
      ok: false,
      message: `There is no table "${name}"`,
      at,
      unknown: { name, known: tables.map((one) => one.name) },
    };
  }
  const names = [...new Set([...query.matchAll(/\bAS\s+(\w+)/gi)].map((match) => match[1] as string))];
  const [column] = table.record.fields;
  const type = { kind: 'scalar', name: 'float64', nullable: true } as const;
  return {
    ok: true,
    record: { kind: 'record', fields: names.map((one) => ({ name: one, type })), nullable: false },
    origins: names.map(() => (column === undefined ? null : [{ table: name, column: column.name }])),
  };
}
