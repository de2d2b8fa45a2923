/** What people write who know other languages, or who forget a sign: the mistake says what to write instead. */
import { test } from 'vitest';
import { checkDiagnostics, withoutMarks } from '../support/flow-fixture.ts';

const inFlow = (
  statements: string,
) => `schema S { n: int32, r: { x: int32 }, s: string, l: { x: int32 }[], at: timestamp }
flow F -> last {
  read s: S from jsonl("s.jsonl")
${statements}
  filter last(s) where nn > 3
                       ^^ FLOW201 Unknown field or parameter "nn". Did you mean "n"?
}
//- /s.jsonl
//- /t.ts
`;

test.each([
  [
    `  select a(s) { n, r.x }
                    ^ FLOW101 Unexpected "."; a column that is computed, or inside of another, needs a name: name: expression`,
  ],
  [
    `  select a(s) { n + 1 }
                  ^ FLOW101 Unexpected "+"; a column that is computed, or inside of another, needs a name: name: expression`,
  ],
  [
    `  select a(s) { sha256(s) }
                      ^ FLOW101 Unexpected "("; a column that is computed, or inside of another, needs a name: name: expression`,
  ],
  [
    `  sql q(s) "SELECT 1"
           ^^^^^^^^^^ FLOW101 Expected a text between """ and """ after ")"`,
  ],
  [
    `  aggregate a(s) every 5 on at { n: count() }
                       ^ FLOW101 Expected a duration such as 5m after "every"`,
  ],
  [
    `  filter a(s) where s is null
                      ^^ FLOW101 Unexpected "is"; write "== null" or "!= null"`,
  ],
  [
    `  filter a(s) where s like "a%"
                      ^^^^ FLOW101 Unexpected "like"; write startsWith, endsWith, contains or matches`,
  ],
  [
    `  filter a(s) where s == 'x'
                         ^ FLOW102 Unexpected character '; a text stands in "double quotes"`,
  ],
  [
    `  filter a(s) where n > 1 && n < 3
                          ^^ FLOW102 Unexpected character &&; write and`,
  ],
  [
    `  filter a(s) where n > 1 || n < 3
                          ^^ FLOW102 Unexpected character ||; write or`,
  ],
  [
    `  filter a(s) where !true
                    ^ FLOW102 Unexpected character !; write not`,
  ],
  [
    `  write a(s) to jsonl("a.jsonl");
                                ^ FLOW102 Unexpected character ;; nothing parts statements here`,
  ],
  [
    `  filter a(s) where n > 1 # only some
                          ^ FLOW102 Unexpected character #; a comment starts with //`,
  ],
])('[L8] what is a slip here and right elsewhere says what to write (%#)', (statement) =>
  checkDiagnostics(inFlow(statement)),
);

test('[L8] a comment that is not closed ends before the next statement', () =>
  checkDiagnostics(
    inFlow(`  filter a(s) where n /* filter b(s) where n > 3
                      ^^ FLOW101 This comment is not closed; end it with */`),
  ));

test('[L8] a name that a damaged statement lost may stand in other mistakes', () =>
  checkDiagnostics(
    inFlow(`  select a(s) { n, n }
                   ^ FLOW256 Two columns are called "n"; give one of them another name
  task t(s) { run: node("t.ts"), mode: hole, timeout: 0s }
                                       ^^^^ FLOW122 "mode" wants record, batch or whole, not hole
                                                      ^^ FLOW122 "timeout" wants a duration such as 10ms, 5s or 2m of at least 1ms, not 0s
  filter b(s) where n == 3 n timeout mode
                           ^ FLOW101 Unexpected "n"; a node starts with read, select, filter, route, infer, task, join, union, aggregate, sql, review, write, use or group`),
  ));

test('[E1] a field is read of a record that is a column', () =>
  checkDiagnostics(`${withoutMarks(inFlow('')).split('  filter')[0]}
  select last(s) { x: r.x, y: at(l, 1).x }
                                       ^ FLOW203 Fields are read of columns; give this record a name in a select, and read its fields behind that
}
//- /s.jsonl
`));

test('[N17] a window is at least a millisecond long', () =>
  checkDiagnostics(
    inFlow(`  aggregate a(s) every 0s on at { n: count() }
            ^ FLOW302 Nothing reads "a", and it writes nothing
                       ^^ FLOW122 "every" wants a duration such as 10ms, 5s or 2m of at least 1ms, not 0s`),
  ));

test('[L8] each of several statements whose first words are spelt wrong is named', () =>
  checkDiagnostics(`
schema S { n: int32 }
flow F -> last {
  read s: S from jsonl("s.jsonl")
  selec a(s) { n }
  ^^^^^ FLOW101 Unexpected "selec". Did you mean "select"?
  selec b(s) {
  ^^^^^ FLOW101 Unexpected "selec". Did you mean "select"?
    n
    filtered: n > 3
  }
  red c: S from jsonl("s.jsonl")
  ^^^ FLOW101 Unexpected "red". Did you mean "read"?
  filter last(s) where n > 3
}
shema T { n: int32 }
^^^^^ FLOW101 Unexpected "shema". Did you mean "schema"?
flo G(x: stream S) -> y { filter y(x) where n > 3 }
^^^ FLOW101 Unexpected "flo". Did you mean "flow"?
flo H(x: stream S) -> y {
^^^ FLOW101 Unexpected "flo". Did you mean "flow"?
  filter y(x) where n > 3
}
//- /s.jsonl
`));

test('[L5] a type is asked for that other languages call so', () =>
  checkDiagnostics(`
schema S { a: text, b: Boolean, c: double?, d: DateTime[], e: map }
              ^^^^ FLOW110 Unknown schema "text". Did you mean "string"?
                       ^^^^^^^ FLOW110 Unknown schema "Boolean". Did you mean "bool"?
                                   ^^^^^^ FLOW110 Unknown schema "double". Did you mean "float64"?
                                               ^^^^^^^^ FLOW110 Unknown schema "DateTime". Did you mean "timestamp"?
                                                              ^^^ FLOW110 Unknown schema "map". Did you mean "json"?
flow F -> s { read s: S from jsonl("s.jsonl") }
//- /s.jsonl
`));
