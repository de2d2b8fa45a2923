import { expect, test } from 'vitest';
import { checkDiagnostics, outputs } from '../support/flow-fixture.ts';

test('[N15] a join has the columns of both sides, and the column they are compared by once', async () => {
  const known = await outputs(`
schema A { id: string, shop: string, n: int32 }
schema B { id: string, shop: string, at: timestamp, inner: { key: int64 } }
flow F {
  read a: A from jsonl("a.jsonl")
  read b: B from jsonl("b.jsonl")
  join inner(a, b) on a.id == b.id and b.shop == a.shop
  join left(a, b) on a.n == b.inner.key { kind: left, prefix: "b_" }
  route r(b) { late: hour(at) > 6, early: otherwise }
  join ports(a, r.late) on a.id == r.late.id and a.shop == r.late.shop
}
`);
  expect(known).toEqual({
    a: 'id: string, shop: string, n: int32',
    b: 'id: string, shop: string, at: timestamp, inner: { key: int64 }',
    inner: 'id: string, shop: string, n: int32, at: timestamp, inner: { key: int64 }',
    left: 'id: string, shop: string, n: int32, b_id: string?, b_shop: string?, b_at: timestamp?, b_inner: { key: int64 }?',
    r: '?',
    ports: 'id: string, shop: string, n: int32, at: timestamp, inner: { key: int64 }',
  });
});

test('[N15] what a join compares', () =>
  checkDiagnostics(`
schema A { id: string, n: int32 }
schema B { id: string, n: string }
flow F {
  read a: A from jsonl("a.jsonl")
  read b: B from jsonl("b.jsonl")
  join c(a, b) on a.id == b.id
            ^ FLOW256 Two columns are called "n"; give those of "b" a prefix: { prefix: "b_" }
  join d(a, b) on a.n == b.n { prefix: "b_", kind: outer }
                  ^^^^^^^^^^ FLOW315 This is no condition of a join: cannot compare int32 with string
                                                   ^^^^^ FLOW122 "kind" wants inner or left, not outer
  join e(a, b) on a.id == a.n { prefix: "b_" }
                  ^^^^^^^^^^^ FLOW315 This is no condition of a join: a join compares a column of each side
  join f(a, b) on id == b.idd { prefix: "b_" }
                  ^^ FLOW315 This is no condition of a join: a column here starts with a. or b.
                          ^^^ FLOW201 Unknown field "idd". Did you mean "id"?
  join g(a, b) on id == b.id
                  ^^ FLOW315 This is no condition of a join: a column here starts with a. or b.
  union all(d, e, f)
  write w(c) to jsonl("w.jsonl")
  write v(all) to jsonl("v.jsonl")
  write u(g) to jsonl("u.jsonl")
}
//- /a.jsonl
//- /b.jsonl
`));

test('[N15] a path of a join into records says what is not inside of them', () =>
  checkDiagnostics(`
schema M { id: string, deep: { key: int64 } }
schema A { id: string, m: M, n: M? }
flow F {
  read a: A from jsonl("a.jsonl")
  read b: M from jsonl("b.jsonl")
  join c(a, b) on a.m.idd == b.id { prefix: "b_" }
                      ^^^ FLOW202 "m" (M) has no field "idd". Did you mean "id"?
  join d(a, b) on a.n.deep.kay == b.deep.key { prefix: "b_" }
                           ^^^ FLOW202 "n.deep" ({ key: int64 }?) has no field "kay". Did you mean "key"?
  join e(a, b) on a.mm.id == b.id { prefix: "b_" }
                    ^^ FLOW201 Unknown field "mm". Did you mean "m"?
  join f(a, b) on a.id.size == b.id { prefix: "b_" }
                       ^^^^ FLOW203 "id" (string) is no record and has no fields
  union all(c, d, e, f)
  write w(all) to jsonl("w.jsonl")
}
//- /a.jsonl
//- /b.jsonl
`));
