import { test } from 'vitest';
import { checkDiagnostics } from '../support/flow-fixture.ts';

test('[L8] an "if" that is spelt wrong is named where it stands, and nothing else is one', () =>
  checkDiagnostics(`
schema S { n: int32, o: int32 }
flow F -> t, u, v, x {
  read s: S from jsonl("s.jsonl")
  select t(s) { n, size: iqf n > 1 then 1 else 2 }
                         ^^^ FLOW101 Unexpected "iqf". Did you mean "if"?
  select u(s) {
    size: IF n > 1
          ^^ FLOW101 Unexpected "IF". Did you mean "if"?
      then 1 else 2
  }
  filter v(s) where fi n > 1 then n < 3 else n > 7
                    ^^ FLOW101 Unexpected "fi". Did you mean "if"?
  filter x(s) where n n > 1 and if n > 1 then n < 3 else n > 7
                      ^ FLOW101 Unexpected "n"; a node starts with read, select, filter, route, infer, task, join, union, aggregate, sql, review, write, use or group
}
//- /s.jsonl
`));
