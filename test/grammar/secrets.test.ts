import { planFlow } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { computeText, typeText } from '../support/expression-text.ts';
import { checkDiagnostics, loadFlow, projectFolder } from '../support/flow-fixture.ts';

const fields = 's: string, so: string?, bin: bytes, n: int32';

/** RFC 4231, cases 1, 2 and 4: those whose keys are text. */
test.each([
  [
    'hmac(s, secret("JEFE"))',
    { s: 'what do ya want for nothing?' },
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    'hmac(bin, secret("ELEVENS"))',
    { bin: Buffer.from('Hi There') },
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  ],
  [
    'hmac(bin, secret("COUNTED"))',
    { bin: Buffer.alloc(50, 0xcd) },
    '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  ],
  [
    'hmac(text: s, key: secret("CARD_KEY"))',
    { s: 'ü' },
    '407ed3864b449b4225d8f74068e377d9889abc2b5c7d0519654c57ca60c11b71',
  ],
  ['hmac(so, secret("CARD_KEY"))', { so: null }, null],
])('%s', (text, row, value) => {
  expect(computeText(text, fields, [row, row]).values).toEqual([value, value]);
});

describe('[E9] a secret stands only where a function asks for one', () => {
  test.each([
    'secret("K")',
    'sha256(secret("K"))',
    'concat(s, secret("K"))',
    'secret("K") == s',
    's in [secret("K")]',
    'hmac(secret("K"), secret("K"))',
    'hmac(s, if n > 0 then secret("K") else secret("L"))',
    'hmac(s, coalesce(so, secret("K")))',
    'secret("K") ?? s',
    'redact(secret("K"))',
    'secret(s)',
    'string(secret("K"))',
  ])('%s', (text) => {
    const { typed, diagnostics } = typeText(text, { fields });
    expect(typed).toBeUndefined();
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['FLOW222']));
  });

  test.each([
    ['hmac(s, "abc")', 'FLOW223', '"abc"'],
    ['hmac(s, s)', 'FLOW223', 's'],
    ['hmac(s, sha256(s))', 'FLOW223', 'sha256(s)'],
    ['hmac(s, secret(s))', 'FLOW216', 's'],
    ['hmac(s, secret("a b"))', 'FLOW216', '"a b"'],
    ['hmac(s, secret(""))', 'FLOW216', '""'],
    ['hmac(s, secret())', 'FLOW216', 'secret()'],
    ['hmac(s, secret("A", "B"))', 'FLOW216', '"A"'],
    ['hmac(s, secret(of: "A"))', 'FLOW216', 'of: "A"'],
    ['hmac(s)', 'FLOW206', 'hmac(s)'],
    ['hmac(n, secret("K"))', 'FLOW208', 'hmac(n, secret("K"))'],
  ])('%s is %s', (text, code, words) => {
    const { typed, diagnostics, marked } = typeText(text, { fields });
    expect(typed).toBeUndefined();
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
    expect(marked).toEqual([words]);
  });

  test('nor in a default, an aggregate or a flow that is used', () =>
    checkDiagnostics(`schema P { card: string }
flow Inner(key: string) {
  read p: P from jsonl("p.jsonl")
  filter q(p) where card == key
  write o(q) to jsonl("o.jsonl")
}
flow F(key: string = secret("K")) {
                     ^^^^^^^^^^^ FLOW222 The secret "K" cannot stand here; it goes into functions that ask for one, as in hmac(card, secret("K"))
  read p: P from jsonl("p.jsonl")
  aggregate a(p) by card { n: max(secret("K")) }
                                  ^^^^^^^^^^^ FLOW222 The secret "K" cannot stand here; it goes into functions that ask for one, as in hmac(card, secret("K"))
  filter same(p) where card == key
  write o(same) to jsonl("o2.jsonl")
  write oa(a) to jsonl("o3.jsonl")
  use inner: Inner(key: secret("K"))
                        ^^^^^^^^^^^ FLOW222 The secret "K" cannot stand here; it goes into functions that ask for one, as in hmac(card, secret("K"))
}
//- /p.jsonl
`));
});

test('[N6] a value that went through hmac may be written', () =>
  checkDiagnostics(`schema P { id: string, card: string @pii }
flow F {
  read p: P from jsonl("p.jsonl")
  select s(p) { id, token: hmac(card, secret("CARD_KEY")) }
  write o(s) to jsonl("o.jsonl")
}
//- /p.jsonl
`));

const text = `schema P { id: string, card: string }
flow Inner(stream: stream P) -> t { select t(stream) { id, a: hmac(card, secret("A_KEY")) } }
flow F -> s {
  read p: P from jsonl("p.jsonl")
  use inner: Inner(stream: p)
  select s(p) { b: hmac(card, secret("B_KEY")), c: hmac(id, secret("A_KEY")), d: hmac(id, secret("B_KEY")) }
  filter f(p) where hmac(card, secret("C_KEY")) > "8"
  write o(inner) to jsonl("o.jsonl")
  write q(f) to jsonl("q.jsonl")
}
//- /p.jsonl
`;

async function stagesOf(source: string) {
  const { document } = await loadFlow(source);
  const { plan, diagnostics } = planFlow({ document, projectFolder, flow: 'F' });
  if (plan === undefined) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return new Map(plan.stages.map((stage) => [stage.name, stage]));
}

test('[E9] [P6] a plan says which secrets each node needs, by name', async () => {
  const stages = await stagesOf(text);
  const secrets = [...stages]
    .map(([name, { effects }]) => [name, effects.secrets])
    .filter(([, names]) => names?.length);
  expect(Object.fromEntries(secrets)).toEqual({ 'inner.t': ['A_KEY'], s: ['A_KEY', 'B_KEY'], f: ['C_KEY'] });
});

test('[P7] a fingerprint depends on the name of a secret', async () => {
  const [before, after] = [await stagesOf(text), await stagesOf(text.replace('C_KEY', 'C_KEY_2'))];
  expect(after.get('f')?.fingerprint).not.toBe(before.get('f')?.fingerprint);
  expect(after.get('s')?.fingerprint).toBe(before.get('s')?.fingerprint);
});
