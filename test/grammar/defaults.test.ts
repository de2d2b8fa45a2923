import { expect, test } from 'vitest';
import { checkDiagnostics, outputs } from '../support/flow-fixture.ts';

const schemas = `schema Inner { zip: string? @default("0"), street: string? }
schema P {
  id: string
  country: string? @default("FR")
  none: string?
  count: int32 @default(3)
  home: Inner
  others: Inner[]?
}
`;

test('[T3] a field with a default is never null behind the place where it enters', async () => {
  const found = await outputs(`${schemas}
flow F(rows: stream P) {
  read p: P from jsonl("p.jsonl")
  task t(p) -> P { run: node("t.ts") }
  select s(p) { country, none, count, zip: home.zip, street: home.street, isFr: country == "FR" }
  select given(rows) { country }
}
`);
  expect(found).toMatchObject({
    s: 'country: string, none: string?, count: int32, zip: string, street: string?, isFr: bool',
    // A stream has been given what its flow was used with: nothing enters there.
    given: 'country: string?',
  });
  expect(found.t).toBe(found.p);
  expect(found.p).toMatch(/^id: string, country: string, none: string\?/);
});

test('[T3] so it fits where null does not, and the default of an expression is never used', () =>
  checkDiagnostics(`${schemas}schema Q { country: string }
flow Uses(rows: stream Q) -> kept { filter kept(rows) where country != "" }
flow F -> kept {
  read p: P from jsonl("p.jsonl")
  use kept: Uses(rows: p)
  filter f(p) where (country ?? "x") != "x"
                                ^^^ FLOW218 "country" (string) is never null, so this default is never used
  write w(f) to jsonl("w.jsonl")
}
test "null is nothing" of F() {
  given p: [{ id: "1", country: null, none: null, count: null, home: {}, others: null }]
  expect kept: [{ country: "FR" }]
}
//- /p.jsonl
`));
