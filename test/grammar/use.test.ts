import { analyzeFlow, planFlow } from '@millrace/grammar';
import { type Flow, type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { expect, test } from 'vitest';
import { checkDiagnostics, loadFlow, outputs, projectFolder } from '../support/flow-fixture.ts';

test('[N19] a use gives what the outputs of its flow give, and takes streams and values', async () => {
  const known = await outputs(`
import { Sub } from "./sub.flow"
schema S { id: string, n: int32 }
flow F(rate: float64) {
  read a: S from jsonl("a.jsonl")
  use two: Two(rows: a)
  use one: Scaled(rows: two.big, factor: rate * 2)
  use far: Sub(rows: two.small)
  select bad(two.big.errors) { message }
  use again: Scaled(rows: two.small, factor: 2)
}
flow Two(rows: stream S) -> big, small {
  filter big(rows) where n > 10
  filter small(rows) where n <= 10
}
flow Scaled(rows: stream { n: int32 }, factor: float64, name: string = "x") -> out { select out(rows) { n: n * factor } }
//- /sub.flow
schema S { id: string }
flow Sub(rows: stream S) -> kept { select kept(rows) { id, twice: concat(id, id) } }
`);
  expect(known).toEqual({
    a: 'id: string, n: int32',
    two: '?',
    one: 'n: float64',
    far: 'id: string, twice: string',
    bad: 'message: string',
    again: 'n: float64',
  });
});

test('[N19] [P9] what a use cannot be', () =>
  checkDiagnostics(`
schema S { id: string, n: int32 }
flow Two(rows: stream S, level: float64) -> big, small {
  filter big(rows) where n > level
  filter small(rows) where n <= level
}
flow Nothing(level: float64 = 1) {
  read a: S from jsonl("a.jsonl")
  filter b(a) where n <= level
  write w(b) to jsonl("x.jsonl")
}
flow F(name: string) -> wrong {
  read a: S from jsonl("a.jsonl")
  select b(a) { id }
  use two: Two(rows: b, level: name)
                     ^ FLOW281 These records do not fit "rows" of "Two": field "n" is missing
                               ^^^^ FLOW280 The value of "level" does not fit: string is not float64
  use three: Two(rows: 12, levl: 2)
                       ^^ FLOW282 "rows" of "Two" is a stream: give it the name of a node
                           ^^^^ FLOW131 "Two" has no parameter "levl". Did you mean "level"?
  use four: Two(a, level: 2, level: 3, rows: a)
                ^ FLOW130 Values for a flow have names: Two(parameter: value)
                             ^^^^^ FLOW123 "level" is given twice
  use five: Tow(rows: a)
            ^^^ FLOW110 Unknown flow "Tow". Did you mean "Two"?
  use six: Nothing()
  select wrong(two) { id }
               ^^^ FLOW310 "two" gives records by its ports; write two.big or two.small
  select c(two.bg) { id }
               ^^ FLOW303 "two" has no port "bg"; it has "big", "big.errors", "small" and "small.errors"
  select d(six) { id }
           ^^^ FLOW304 "six" gives no records: it has no outputs
  union e(wrong, c, d, three.big, four.big, five.big)
  write w(e) to jsonl("w.jsonl")
}
//- /a.jsonl
`));

test('[N2] [N19] a use serves the world where its flow does, near or far', () =>
  checkDiagnostics(`
schema S { n: int32 }
flow Save(rows: stream S) { write saved(rows) to jsonl("w.jsonl") }
flow Far(rows: stream S) { use near: Save(rows: rows) }
flow Idle(rows: stream S) -> big { filter big(rows) where n > 1 }
flow F {
  read a: S from jsonl("a.jsonl")
  use far: Far(rows: a)
  use idle: Idle(rows: a)
      ^^^^ FLOW302 Nothing reads "idle", and it writes nothing
}
//- /a.jsonl
`));

test('[N19] flows that use each other make a circle that is named whole', () =>
  checkDiagnostics(`
flow A(rows: stream { n: int32 }) -> b { use b: B(rows: rows) }
                                                ^ FLOW319 Flows use each other in a circle: A uses B uses C uses A
flow B(rows: stream { n: int32 }) -> c { use c: C(rows: rows) }
flow C(rows: stream { n: int32 }) -> a { use a: A(rows: rows) }
flow Self(rows: stream { n: int32 }) -> out { use out: Self(rows: rows) }
                                                       ^^^^ FLOW319 Flows use each other in a circle: Self uses Self
`));

test('[N1] a circle goes through ports and uses as well', () =>
  checkDiagnostics(`
schema S { n: int32 }
flow Sub(rows: stream S) -> out { select out(rows) { n } }
flow F -> r {
  union a(r, u)
        ^ FLOW301 Nodes feed each other in a circle: a → b → u → a
  route b(a) { x: n > 1, y: otherwise }
  use u: Sub(rows: b.x)
  read r: S from jsonl("a.jsonl")
}
//- /a.jsonl
`));

test('a use with the name of what it reads', () =>
  checkDiagnostics(`
schema S { n: int32 }
flow Sub(rows: stream S) -> big { filter big(rows) where n > 1 }
flow F -> u {
  read a: S from jsonl("a.jsonl")
  use a: Sub(rows: a)
      ^ FLOW112 Another node is already called "a"
  use u: Sub(rows: a)
}
//- /a.jsonl
`));

test('[L6] a stream parameter is a source of the flow and has one name with its nodes', () =>
  checkDiagnostics(`
schema S { n: int32 }
flow F(rows: stream S, more: stream int32) -> a {
                                    ^^^^^ FLOW254 What a stream brings are records of a schema, not int32
  select rows(rows) { n }
         ^^^^ FLOW112 Another node is already called "rows"
         ^^^^ FLOW302 Nothing reads "rows", and it writes nothing
  select a(rows) { n: n + more }
                          ^^^^ FLOW201 Unknown field or parameter "more"
  union b(rows.errors, more)
               ^^^^^^ FLOW303 "rows" has no port "errors"; it has none
  write w(b) to jsonl("w.jsonl")
}
`));

test('[N19] of several outputs the one called out is what the node itself gives', async () => {
  const text = `
schema S { id: string, n: int32 }
flow Two(rows: stream S) -> small, out {
  select small(rows) { n }
  select out(rows) { id }
}
flow F -> a, b, c {
  read s: S from jsonl("s.jsonl")
  use two: Two(rows: s)
  select a(two) { * }
  select b(two.out) { * }
  select c(two.small) { * }
}
//- /s.jsonl
`;
  await checkDiagnostics(text);
  const { document } = await loadFlow(text);
  const { nodes } = analyzeFlow((document.parseResult.value as FlowFile).declarations.filter(isFlow)[1] as Flow);
  const known = ['two', 'a', 'b', 'c'].map((name) => nodes.get(name)?.output?.fields.map((field) => field.name));
  expect(known).toEqual([['id'], ['id'], ['id'], ['n']]);
  const { plan } = planFlow({ document, projectFolder, flow: 'F' });
  expect(plan?.edges.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['two.out.out->a', 'two.out.out->b', 'two.small.out->c']),
  );
});
