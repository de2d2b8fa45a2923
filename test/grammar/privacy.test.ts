import { checkDocument } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { checkDiagnostics, loadFlow } from '../support/flow-fixture.ts';

const schemas = `
schema Person { name: string @pii, illness: string? @sensitive("health") }
schema Payment { id: string, card: string @pii, amount: float64, payer: Person }
schema Clean { id: string, card: string, kept: string @pii, amount: float64 }
`;

test('[N6] personal data that reaches a write is an error at what is written', () =>
  checkDiagnostics(`${schemas}
flow F {
  read p: Payment from jsonl("p.jsonl")
  write a(p) to jsonl("a.jsonl")
          ^ FLOW601 This would write personal or sensitive data: "card" (card @pii of p), "payer" (payer.name @pii, payer.illness @sensitive("health") of p). Use sha256, hmac, mask or redact, leave it out, or say allow: [card, payer]
  select flat(p) { id, ...payer as payer_* }
  write b(flat) to jsonl("b.jsonl")
          ^^^^ FLOW601 This would write personal or sensitive data: "payer_name" (payer.name @pii of p), "payer_illness" (payer.illness @sensitive("health") of p). Use sha256, hmac, mask or redact, leave it out, or say allow: [payer_name, payer_illness]
  select less(p) { id, amount }
  write c(less) to jsonl("c.jsonl")
}
//- /p.jsonl
`));

test('[N6] what is computed from it counts, however far away', () =>
  checkDiagnostics(`${schemas}
flow F(home: string = "x") {
  read p: Payment from jsonl("p.jsonl")
  select first(p) { short: substring(card, 1, 4), isHome: card == home, amount }
  filter second(first) where amount > 3 and short != "1"
  select third(second) { start: short, amount, size: length(start ?? "") }
                                                            ^^^^^ FLOW201 Unknown field or parameter "start"
  write a(third) to jsonl("a.jsonl")
          ^^^^^ FLOW601 This would write personal or sensitive data: "start" (from card @pii of p). Use sha256, hmac, mask or redact, leave it out, or say allow: [start]
  select fourth(second) { n: length(short), isHome }
  write b(fourth) to jsonl("b.jsonl")
          ^^^^^^ FLOW601 This would write personal or sensitive data: "n" (from card @pii of p), "isHome" (from card @pii of p). Use sha256, hmac, mask or redact, leave it out, or say allow: [n, isHome]
}
//- /p.jsonl
`));

test('[N6] a value that went through sha256, hmac, mask or redact may be written', () =>
  checkDiagnostics(`${schemas}
flow F {
  read p: Payment from jsonl("p.jsonl")
  select s(p) { id, a: sha256(card), b: mask(card), c: redact(payer.illness), d: concat(sha256(lower(card)), id) }
  write a(s) to jsonl("a.jsonl")
  select t(p) { d: concat(sha256(card), card) }
  write b(t) to jsonl("b.jsonl")
          ^ FLOW601 This would write personal or sensitive data: "d" (from card @pii of p). Use sha256, hmac, mask or redact, leave it out, or say allow: [d]
}
//- /p.jsonl
`));

test('[N6] a write may allow columns, one by one; one that needs none is a hint', () =>
  checkDiagnostics(`${schemas}
flow F {
  read p: Payment from jsonl("p.jsonl")
  write a(p) to jsonl("a.jsonl") { allow: [card, payer] }
  write b(p) to jsonl("b.jsonl") { allow: [card, amount] }
          ^ FLOW601 This would write personal or sensitive data: "payer" (payer.name @pii, payer.illness @sensitive("health") of p). Use sha256, hmac, mask or redact, leave it out, or say allow: [payer]
                                                 ^^^^^^ FLOW602 "amount" holds no personal or sensitive data
  write c(p) to jsonl("c.jsonl") { allow: [crd, card, payer] }
                                           ^^^ FLOW257 Unknown column "crd". Did you mean "card"?
  write d(p) to jsonl("d.jsonl") { allow: [*] }
          ^ FLOW601 This would write personal or sensitive data: "card" (card @pii of p), "payer" (payer.name @pii, payer.illness @sensitive("health") of p). Use sha256, hmac, mask or redact, leave it out, or say allow: [card, payer]
                                          ^^^ FLOW122 "allow" wants a list of columns such as [id, amount], not [*]
}
//- /p.jsonl
`));

test('[N6] bad records carry all that came in', () =>
  checkDiagnostics(`${schemas}
flow F {
  read p: Payment from jsonl("p.jsonl")
  write bad(p.errors) to jsonl("bad.jsonl")
            ^^^^^^^^ FLOW601 This would write whole records as they came in: "record" (from card @pii, payer.name @pii, payer.illness @sensitive("health") of p). If they may be written, say allow: [record]
  select s(p) { id, amount: sha256(card) }
  write good(s) to jsonl("good.jsonl")
  write ugly(s.errors) to jsonl("ugly.jsonl") { allow: [record] }
  select t(s) { id }
  write fine(t) to jsonl("fine.jsonl")
  write rest(t.errors) to jsonl("rest.jsonl")
  select u(p.errors) { message, line }
  write told(u) to jsonl("told.jsonl")
}
//- /p.jsonl
`));

test('[N6] of what a task gives its schema decides, and a column of the same name and type is the one that came in', () =>
  checkDiagnostics(`${schemas}
flow F {
  read p: Payment from jsonl("p.jsonl")
  task c(p) -> Clean { run: node("c.ts", export: "c") }
  write a(c) to jsonl("a.jsonl")
          ^ FLOW601 This would write personal or sensitive data: "card" (from card @pii of p), "kept" (kept @pii of c). Use sha256, hmac, mask or redact, leave it out, or say allow: [card, kept]
}
//- /p.jsonl
//- /c.ts
`));

test('[N6] the mistake leads to the annotation and along the way', async () => {
  const { document } = await loadFlow(`${schemas}
flow F {
  read p: Payment from jsonl("p.jsonl")
  select s(p) { short: lower(payer.name) }
  filter t(s) where short != "a"
  write a(t) to jsonl("a.jsonl")
}
//- /p.jsonl
`);
  const [mistake] = checkDocument(document);
  const related = mistake?.related?.map(({ message, place }) => [message, place.node.$cstNode?.text.split('\n')[0]]);
  expect(mistake?.data).toEqual({ columns: ['short'] });
  expect(related).toEqual([
    ['@pii is here', '@pii'],
    ['It comes through here', 'select s(p) { short: lower(payer.name) }'],
    ['It comes through here', 'filter t(s) where short != "a"'],
  ]);
});

test('[N6] a dataset is a write too, of the columns it has', () =>
  checkDiagnostics(`${schemas}
dataset Kept: { id: string, card: string }
dataset Few: { id: string, amount: float64 }
flow F {
  read p: Payment from jsonl("p.jsonl")
  write a(p) to Kept
          ^ FLOW601 This would write personal or sensitive data: "card" (card @pii of p). Use sha256, hmac, mask or redact, leave it out, or say allow: [card]
  write b(p) to Few
}
//- /p.jsonl
`));

test('[N6] personal data that comes out of a flow that is used, or through it, counts', () =>
  checkDiagnostics(`${schemas}
flow Inner(rows: stream Payment, more: stream { id: string, note: string }) -> plain, card, notes {
  read extra: Payment from jsonl("p.jsonl")
  select plain(rows) { id, amount }
  select card(extra) { card }
  select notes(more) { id, note: lower(note) }
}
flow F {
  read p: Payment from jsonl("p.jsonl")
  select n(p) { id, note: payer.name }
  use i: Inner(rows: p, more: n)
  write a(i.plain) to jsonl("a.jsonl")
  write b(i.card) to jsonl("b.jsonl")
          ^^^^^^ FLOW601 This would write personal or sensitive data: "card" (card @pii of extra in Inner). Use sha256, hmac, mask or redact, leave it out, or say allow: [card]
  write c(i.notes) to jsonl("c.jsonl")
          ^^^^^^^ FLOW601 This would write personal or sensitive data: "note" (from payer.name @pii of p). Use sha256, hmac, mask or redact, leave it out, or say allow: [note]
}
//- /p.jsonl
`));

test('[N6] a flow that is used does not write what it cannot know to be personal', () =>
  checkDiagnostics(`${schemas}
flow Inner(rows: stream { id: string, note: string }, safe: stream { id: string, note: string }) -> some {
  select some(rows) { id, text: upper(note) }
  write page(some) to jsonl("page.jsonl")
  write all(safe) to jsonl("all.jsonl") { allow: [note] }
}
flow Middle(rows: stream { id: string, note: string }) -> inner {
  use inner: Inner(rows: rows, safe: rows)
}
flow F -> i, j, m {
  read p: Payment from jsonl("p.jsonl")
  select n(p) { id, note: payer.name }
  select fine(p) { id, note: mask(payer.name) }
  use i: Inner(rows: n, safe: n)
                     ^ FLOW603 "page" would write "note" of these records, personal or sensitive data: payer.name @pii of p. Use sha256, hmac, mask or redact before, or let "page" allow it
  use j: Inner(rows: fine, safe: fine)
  use m: Middle(rows: n)
                      ^ FLOW603 "page" would write "note" of these records, personal or sensitive data: payer.name @pii of p. Use sha256, hmac, mask or redact before, or let "page" allow it
}
//- /p.jsonl
`));

test('[N6] of very many columns the first are named, and it takes no time', async () => {
  const fields = Array.from({ length: 3000 }, (_, i) => `c${i}: string @pii`).join('\n');
  const nodes = Array.from({ length: 10 }, (_, i) => `filter f${i + 1}(f${i}) where c0 != ""`).join('\n');
  const { document } = await loadFlow(`schema Wide {\n${fields}\n}
flow F {
  read f0: Wide from jsonl("p.jsonl")
  ${nodes}
  task t(f10) -> Wide { run: node("t.ts") }
  write a(t) to jsonl("a.jsonl")
  write b(t.errors) to jsonl("b.jsonl")
}
//- /p.jsonl
//- /t.ts
`);
  const messages = checkDocument(document).map(({ message }) => message);
  expect(messages).toHaveLength(2);
  expect(messages[0]).toContain('"c4" (c4 @pii of t) and 2995 more.');
  expect(messages[1]).toContain('c4 @pii and 2995 more of f0');
  expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(400);
});
