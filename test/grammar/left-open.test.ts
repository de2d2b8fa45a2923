import { test } from 'vitest';
import { checkDiagnostics } from '../support/flow-fixture.ts';

test('[L8] what is left open inside of a block ends with it, and the declaration below is known', () =>
  checkDiagnostics(`
schema Payment { amount: float64 @range((min: 0)
                                            ^ FLOW101 Expected ")" after "min"
}
schema Vector { a: float32[2, b: float32[2] }
                               ^ FLOW101 Expected "]" after "b"
schema Shop { id: string }
flow F -> s { read s: Shop from csv("s.csv") }
//- /s.csv
`));

test('[L8] a sign doubled behind a prefix is one mistake, and what follows in its select is none', () =>
  checkDiagnostics(`
schema Inner { a: int32 }
schema S { inner: Inner, id: string }
flow F -> t {
  read s: S from csv("s.csv")
  select t(s) {
    ...inner as inner_**
                      ^^ FLOW101 Expected "*" after "inner_"
    * except (inner)
  }
}
//- /s.csv
`));

const declared = `
dataset D: S
test "t" of F { given s: [{ a: 1 }] expect t: [{ a: 1 }] }
schema S { a: int32 }
flow F -> t { read s: S from csv("s.csv") select t(s) { a } write w(t) to D }
trigger T runs F when changed("in/*.csv")
schedule N runs F at cron("0 3 * * *")
`;
const unfinished: [string, string][] = [
  ['schedule X runs', 'Expected the name of a flow after "runs"'],
  ['schedule X runs F at', 'Expected a time such as cron("0 3 * * *") after "at"'],
  ['trigger X runs F when', 'Expected what to wait for, such as changed("data/*.csv") after "when"'],
  ['schema A extends', 'Expected the name of a schema after "extends"'],
  ['schedule', 'Expected a name after "schedule"'],
  ['dataset', 'Expected a name after "dataset"'],
];

test.each(unfinished)('[L8] a declaration takes no name from the one below it: %s', async (line, mistake) => {
  const mark = `${' '.repeat(line.length - 1)}^ FLOW101 ${mistake}`;
  const lines = declared.trim().split('\n');
  for (const at of lines.keys()) {
    const text = [...lines.slice(0, at), line, mark, ...lines.slice(at)].join('\n');
    await checkDiagnostics(`${text}\n//- /s.csv\n`);
  }
});

test('fields may be called as declarations are, in the first column too', () =>
  checkDiagnostics(`
schema B {
schema: { a: int32 }
test: { of: int32 }
flow: { a: int32 }
}
flow F -> s { read s: B from jsonl("s.jsonl") }
//- /s.jsonl
`));

test('[L8] a bracket doubled in a group is one mistake, and the group ends where it ends', () =>
  checkDiagnostics(`
schema S { a: int32, inner: { b: int32 } }
flow F {
  read s: S from csv("s.csv")
  group "Features" {
    select t((s) {
             ^ FLOW101 Expected a name after "("
      a
      ...inner as i_*
    }
    group "Deeper" { filter u((s) where a > 1 }
                              ^ FLOW101 Expected a name after "("
  }
  filter v(s) where a > 1
  write w(v) to csv("w.csv")
}
test "t" of F { given s: [{ a: 1, inner: { b: 1 } }] expect v: [] }
//- /s.csv
`));

test.each([
  ['group Features {', '        ^^^^^^^^ FLOW101 Expected a text in quotes after "group"'],
  ['group 5 {', '        ^ FLOW101 Expected a text in quotes after "group"'],
  ['group {', '        ^ FLOW101 Expected a text in quotes after "group"'],
  ['grup "Features" {', '  ^^^^ FLOW101 Unexpected "grup". Did you mean "group"?'],
])('[L8] a group without its head is one mistake, and hides none below: %s', (head, mark) =>
  checkDiagnostics(`
schema S { a: int32 }
flow F {
  read s: S from jsonl("s.jsonl")
  ${head}
${mark}
    filter t(s) where b > 1
                      ^ FLOW201 Unknown field or parameter "b"
  }
  route r(t) { x: a > 1 }
  write w(r.y) to jsonl("w.jsonl")
            ^ FLOW303 "r" has no port "y"; it has "x" and "errors"
}
flow G -> g { read g: S from jsonl("s.jsonl") }
//- /s.jsonl
`),
);
