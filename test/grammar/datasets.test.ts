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
  write w(e) to Scores
          ^ FLOW270 These records do not fit dataset "Scores": field "n" is float64, not int32
  write v(a) to Scores(batch: "x")
                       ^^^^^ FLOW120 Unknown property "batch" of Scores. Scores has no properties
}
//- /c.csv
`));
