import { expect, test } from 'vitest';
import { checkDiagnostics, outputs } from '../support/flow-fixture.ts';

test('[N16] a union has the columns of all its inputs, of the least type that holds theirs', async () => {
  const known = await outputs(`
schema A { id: string, n: int32, x: float32? }
schema B { x: float32, id: string, n: int64 }
flow F {
  read a: A from jsonl("a.jsonl")
  read b: B from jsonl("b.jsonl")
  union c(a, b)
}
`);
  expect(known).toEqual({
    a: 'id: string, n: int32, x: float32?',
    b: 'x: float32, id: string, n: int64',
    c: 'id: string, n: int64, x: float32?',
  });
});

test('[N16] inputs of a union that do not go together', () =>
  checkDiagnostics(`
schema A { id: string, n: int32, x: float32 }
schema B { id: int32, n: int64, y: bool }
flow F {
  read a: A from jsonl("a.jsonl")
  read b: B from jsonl("b.jsonl")
  union c(a, b)
          ^ FLOW314 "a" has no column "y", which "b" has; select the same columns of both
             ^ FLOW314 "b" has no column "x", which "a" has; select the same columns of both
             ^ FLOW212 Columns "id" have no type in common: string, int32
  union d(a, a)
             ^ FLOW313 "a" is already an input
  write w(c) to jsonl("w.jsonl")
  write v(d) to jsonl("v.jsonl")
}
//- /a.jsonl
//- /b.jsonl
`));

test('[N16] sizes of vectors are written the same in all inputs of a union', () =>
  checkDiagnostics(`
schema A { x: float32[n], y: float32[n, 2] }
schema B { x: float32[8], y: float32[n, 2] }
flow F -> c, d {
  read a: A from jsonl("a.jsonl")
  read b: B from jsonl("b.jsonl")
  read other: A from jsonl("a.jsonl")
  union c(a, b)
             ^ FLOW212 Columns "x" have no type in common: float32[n], float32[8]
  union d(a, other)
}
//- /a.jsonl
//- /b.jsonl
`));
