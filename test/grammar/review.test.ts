import { planFlow } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { checkDiagnostics, loadFlow, outputs, projectFolder } from '../support/flow-fixture.ts';

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

test('[N18] what is asked for is answered as such, also where only some records are asked about', async () => {
  const { document } = await loadFlow(`
schema S { id: string, risk: float64 }
flow F {
  read a: S from jsonl("a.jsonl")
  review b(a) { by: "desk", ask: { verdict: string, note: string? }, when: risk > 0.5 }
  write c(b) to jsonl("c.jsonl")
}
//- /a.jsonl
`);
  const { plan } = planFlow({ document, projectFolder });
  const stage = plan?.stages.find(({ name }) => name === 'b');
  expect(stage).toMatchObject({
    answers: [
      { name: 'verdict', type: { nullable: false } },
      { name: 'note', type: { nullable: true } },
    ],
    output: { fields: [{ name: 'id' }, { name: 'risk' }, { type: { nullable: true } }, { type: { nullable: true } }] },
  });
});

test('[N18] [T3] behind a review with when null is resolved before the answer is taken for one', () =>
  checkDiagnostics(`
schema S { id: string, risk: float64 }
schema Judged extends S { verdict: string }
flow F {
  read a: S from jsonl("a.jsonl")
  review b(a) { by: "desk", ask: { verdict: string }, when: risk > 0.5 }
  filter asked(b) where verdict != null
  use first: G(judged: b)
                       ^ FLOW281 These records do not fit "judged" of "G": field "verdict" is string?, not string
  use second: G(judged: asked)
}
flow G(judged: stream Judged) {
  write out(judged) to jsonl("out.jsonl")
}
//- /a.jsonl
`));

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
