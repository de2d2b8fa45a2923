import { expect, test } from 'vitest';
import { checkDiagnostics, outputs } from '../support/flow-fixture.ts';

test('[N20] a dataset is read with its own schema, or with a part of it', async () => {
  const known = await outputs(`
schema S { id: string, n: int32 }
dataset Scores: S { keep: 3, retain: 365d }
flow F {
  read a from Scores
  read b: { n: int64 } from Scores(batch: "abc")
}
`);
  expect(known).toEqual({
    a: 'id: string, n: int32',
    b: 'n: int64',
  });
});

test('[N20] what does not fit a dataset', () =>
  checkDiagnostics(`
schema S { id: string, n: int32 }
dataset Scores: S { keep: 0, retian: 3d }
                          ^ FLOW122 "keep" wants a whole number from 1 to 1000000, not 0
                             ^^^^^^ FLOW120 Unknown property "retian" of dataset Scores. Did you mean "retain"?
dataset Kept: S
dataset More: S
dataset Numbers: int32
                 ^^^^^ FLOW254 What a dataset holds are records of a schema, not int32
flow F -> a, b, c, d, e {
  read a from Scores(bacth: "x")
                     ^^^^^ FLOW120 Unknown property "bacth" of Scores. Did you mean "batch"?
  read b: { id: string, m: int32 } from Scores
          ^^^^^^^^^^^^^^^^^^^^^^^^ FLOW270 Records of dataset "Scores" do not fit: field "m" is missing
  read c from csv("c.csv")
       ^ FLOW271 "c" needs the schema of what it reads: read c: Schema from …
  read d from Scors
              ^^^^^ FLOW124 Unknown connector or dataset "Scors". Did you mean "Scores"?
  select e(a) { id, n: n * 2.5 }
  write w(e) to Kept
          ^ FLOW270 These records do not fit dataset "Kept": field "n" is float64, not int32
  write v(a) to More(batch: "x")
                     ^^^^^ FLOW120 Unknown property "batch" of More. More has no properties
}
//- /c.csv
`));

test('[N23] a dataset has one writer and is not made of itself', () =>
  checkDiagnostics(`
import { Shared, Other } from "./shared.flow"
schema S { id: string }
dataset A: S
dataset B: S
flow Round {
  read a from A
  write b(a) to B
                ^ FLOW521 Datasets are made of each other in a circle: B → A → B
}
flow Trip {
  read b from B
  write a(b) to A
  write again(b) to A
                    ^ FLOW520 Another node already writes the dataset "A"
  write shared(b) to Shared
                     ^^^^^^ FLOW520 Another node already writes the dataset "Shared"
}
flow Self {
  read o from Other
  write p(o) to Other
                ^^^^^ FLOW521 Datasets are made of each other in a circle: Other → Other
}
//- /shared.flow
schema T { id: string }
dataset Shared: T
dataset Other: T
flow Share { read t: T from jsonl("t.jsonl")  write s(t) to Shared }
//- /t.jsonl
`));
