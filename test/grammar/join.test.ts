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
