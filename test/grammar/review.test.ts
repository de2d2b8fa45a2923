import { expect, test } from 'vitest';
import { checkDiagnostics, outputs } from '../support/flow-fixture.ts';

test('[N18] answers are new columns, null for those who are not asked about', async () => {
  const known = await outputs(`
schema S { id: string, risk: float64 @default(0.5) }
flow F {
  read a: S from jsonl("a.jsonl")
  review all(a) { by: "desk", ask: { verdict: string @oneOf("fraud", "legit"), sure: bool } }
  review some(a) { by: "desk", ask: { verdict: string }, when: risk > 0.5 }
}
`);
  expect(known).toEqual({
    a: 'id: string, risk: float64',
    all: 'id: string, risk: float64, verdict: string, sure: bool',
    some: 'id: string, risk: float64, verdict: string?',
  });
});

test('[N18] a review asks somebody for something', () =>
  checkDiagnostics(`
schema S { id: string, risk: float64 }
flow F -> b, c, d {
  read a: S from jsonl("a.jsonl")
  review b(a) { ask: { id: string, ok: booool } }
         ^ FLOW121 review needs "by": a text in quotes
                       ^^ FLOW256 Two columns are called "id"; give the answer another name
                                       ^^^^^^ FLOW110 Unknown schema "booool". Did you mean "bool"?
  review c(a) { by: desk, when: risk, byy: "x" }
         ^ FLOW121 review needs "ask": the answers: { verdict: string }
                    ^^^^ FLOW122 "by" wants a text in quotes, not desk
                                ^^^^ FLOW211 "when" needs a condition (bool), not float64
                                      ^^^ FLOW120 Unknown property "byy" of review. Did you mean "by"?
  review d(a) { by: "desk", ask: { x: bool }, ask: { y: bool }, when: rsk > 1 }
                                              ^^^ FLOW123 "ask" is given twice
                                                                      ^^^ FLOW201 Unknown field or parameter "rsk". Did you mean "risk"?
}
//- /a.jsonl
`));
