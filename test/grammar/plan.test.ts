import { type PlanFlowResult, planFlow } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { loadFlow, projectFolder } from '../support/flow-fixture.ts';

const text = `
import { Payment } from "./schemas/payments.flow"
model Risk { file: "models/risk.onnx" }
/** Scores payments. */
flow Score(threshold: float64 = 0.8, unused: int32 = 1) -> alerts {
  read payments: Payment from csv("data/payments.csv", delimiter: ";")
  task clean(payments) -> Payment { run: node("steps/clean.ts", export: "clean"), timeout: 5s, retry: { attempts: 3 } }
  infer scored(clean) with Risk { inputs: { features: [amount, rate] }, outputs: { risk: score }, batch: { max: 256, wait: 10ms } }
  filter alerts(scored) where risk >= threshold
  write out(alerts) to parquet("out/alerts.parquet")
  write bad(clean.errors) to jsonl("out/bad.jsonl")
  task notify after out { run: node("steps/notify.ts") }
}
//- /schemas/payments.flow
/** A payment. */
schema Payment {
  /** In euros. */
  amount: float64
  rate: float32
}
//- /models/risk.onnx
features float32[N, 2] -> score float32[N]
//- /steps/clean.ts
clean 1
//- /steps/notify.ts
notify
//- /data/payments.csv
`;

async function plan(
  source = text,
  options: { flow?: string; parameters?: Record<string, string> } = {},
): Promise<PlanFlowResult> {
  const { document } = await loadFlow(source);
  return planFlow({ document, projectFolder, ...options });
}

async function stages(source?: string, options?: Parameters<typeof plan>[1]) {
  const { plan: made, diagnostics, problems } = await plan(source, options);
  if (made === undefined) throw new Error(JSON.stringify([problems, diagnostics.map(({ message }) => message)]));
  return Object.fromEntries(made.stages.map((stage) => [stage.name, stage]));
}

test('[P6] a plan is plain JSON, and the same text gives the same plan', async () => {
  const { plan: made } = await plan();
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  expect((await plan()).plan).toEqual(made);
  expect(made?.stages.map(({ name }) => name)).toEqual([
    'payments',
    'clean',
    'scored',
    'alerts',
    'out',
    'bad',
    'notify',
  ]);
});

test('[P6] a stage carries what its properties say, defaults filled in', async () => {
  const { clean, scored, bad, notify } = await stages();
  expect(clean).toMatchObject({
    timeoutMs: 5000,
    retry: { attempts: 3, backoffMs: 0 },
    mode: 'record',
    hasErrorPort: true,
  });
  expect(scored).toMatchObject({
    batch: { max: 256, waitMs: 10 },
    keep: ['amount', 'rate'],
    device: 'cpu',
    onError: 'fail',
  });
  expect(bad).toMatchObject({ connector: { name: 'jsonl', options: { path: 'out/bad.jsonl' } } });
  expect(notify).toMatchObject({ runner: { name: 'node', file: 'steps/notify.ts', export: 'default' } });
});

test('[P6] a stage says which files it touches', async () => {
  const effects = Object.entries(await stages()).map(([name, stage]) => [
    name,
    stage.effects.reads,
    stage.effects.writes,
  ]);
  expect(effects).toEqual([
    ['payments', ['data/payments.csv'], []],
    ['clean', ['steps/clean.ts'], []],
    ['scored', ['models/risk.onnx'], []],
    ['alerts', [], []],
    ['out', [], ['out/alerts.parquet']],
    ['bad', [], ['out/bad.jsonl']],
    ['notify', ['steps/notify.ts'], []],
  ]);
});

describe('[P7] the fingerprint of a stage', () => {
  const changedBy = async (change: (text: string) => string, parameters?: Record<string, string>) => {
    const [before, after] = [await stages(), await stages(change(text), { parameters })];
    return Object.keys(before).filter((name) => before[name]?.fingerprint !== after[name]?.fingerprint);
  };

  test.each<[string, (text: string) => string, string[]]>([
    ['not by a comment', (one) => one.replace('/** Scores payments. */', '// nothing'), []],
    ['not by documentation of a field', (one) => one.replace('In euros', 'In dollars'), []],
    ['not by white space', (one) => one.replaceAll('  ', '\t\n '), []],
    ['not by the name of a schema', (one) => one.replaceAll(/\bPayment\b/g, 'Purchase'), []],
    [
      'not by patience or the size of batches',
      (one) => one.replace('timeout: 5s', 'timeout: 9s').replace('max: 256', 'max: 64'),
      [],
    ],
    ['not by where the model lies', (one) => one.replaceAll('models/risk.onnx', 'models/other.onnx'), []],
    [
      'by any parameter, where code may read it',
      (one) => one.replace('unused: int32 = 1', 'unused: int32 = 2'),
      ['clean', 'scored', 'alerts', 'out', 'bad'],
    ],
    [
      'by its code and that before it',
      (one) => one.replace('clean 1', 'clean 2'),
      ['clean', 'scored', 'alerts', 'out', 'bad'],
    ],
    ['by its model', (one) => one.replace('-> score', '-> more float32[N], score'), ['scored', 'alerts', 'out']],
    [
      'by a parameter it reads, and that code may read',
      (one) => one.replace('threshold: float64 = 0.8', 'threshold: float64 = 0.9'),
      ['clean', 'scored', 'alerts', 'out', 'bad'],
    ],
    ['by its path', (one) => one.replace('out/bad.jsonl', 'out/worse.jsonl'), ['bad']],
    [
      'by the schema it reads',
      (one) => one.replace('rate: float32', 'rate: float64'),
      ['payments', 'clean', 'scored', 'alerts', 'out', 'bad'],
    ],
  ])('is changed %s', async (_name, change, changed) => {
    const found = await changedBy(change);
    expect(found.filter((name) => name !== 'notify')).toEqual(changed.filter((name) => name !== 'notify'));
  });

  test('is changed by the value a parameter is given', async () => {
    expect(await changedBy((one) => one, { threshold: '0.9' })).toContain('alerts');
  });

  test('is not changed by the name of a node before it', async () => {
    const renamed = await stages(
      text.replaceAll('clean(payments)', 'clean(input)').replace('read payments', 'read input'),
    );
    expect(renamed.out?.fingerprint).toBe((await stages()).out?.fingerprint);
  });

  test('names its parts', async () => {
    const { scored, alerts, clean } = await stages();
    expect(Object.keys(scored?.fingerprintParts ?? {})).toEqual(['text', 'model', 'input clean.out']);
    expect(Object.keys(alerts?.fingerprintParts ?? {})).toEqual(['text', 'parameters', 'input scored.out']);
    expect(Object.keys(clean?.fingerprintParts ?? {})).toEqual([
      'text',
      'code steps/clean.ts',
      'parameters',
      'input payments.out',
    ]);
  });
});

const types = `
schema S { a: int32 }
flow F(a: int8 = 1, b: float64 = 1, c: bool = true, d: string = "x", e: timestamp = 2026-01-31T10:00:00Z,
       f: date = 2026-01-31, g: duration = 5s, h: int64? = null, i: uint64 = 9007199254740993) -> s {
  read s: S from csv("s.csv")
}
//- /s.csv
`;

test('[P1] parameters take the texts of a command line as their types want them', async () => {
  const parameters = {
    a: '-128',
    b: '1e3',
    c: 'false',
    d: '',
    e: '2026-02-01T00:00:00+01:00',
    f: '2024-02-29',
    g: '1.5m',
    h: '-9223372036854775808',
    i: '18446744073709551615',
  };
  const { plan: made, problems } = await plan(types, { parameters });
  expect(problems).toEqual([]);
  const values = made?.parameters.map(({ value }) => value);
  expect(values).toEqual([
    -128,
    1000,
    false,
    '',
    '2026-01-31T23:00:00.000Z',
    '2024-02-29',
    90_000,
    '-9223372036854775808',
    '18446744073709551615',
  ]);
});

test('[P1] a default is taken where nothing is given, and whole numbers stay whole', async () => {
  const { plan: made } = await plan(types);
  expect(made?.parameters.map(({ value }) => value)).toEqual([
    1,
    1,
    true,
    'x',
    '2026-01-31T10:00:00.000Z',
    '2026-01-31',
    5000,
    null,
    '9007199254740993',
  ]);
});

test.each([
  [{ a: '128' }, 'Parameter "a" wants int8, not "128"'],
  [{ a: '1.5' }, 'Parameter "a" wants int8, not "1.5"'],
  [{ b: '' }, 'Parameter "b" wants a number, not ""'],
  [{ c: 'yes' }, 'Parameter "c" wants true or false, not "yes"'],
  [{ e: 'today' }, 'Parameter "e" wants a timestamp such as 2026-01-31T10:00:00Z, not "today"'],
  [{ f: '2026-02-30' }, 'Parameter "f" wants a date such as 2026-01-31, not "2026-02-30"'],
  [{ g: '5' }, 'Parameter "g" wants a duration such as 5s, not "5"'],
  [{ constructor: '5' }, 'Flow "F" has no parameter "constructor"; it has a, b, c, d, e, f, g, h, i'],
])('[P1] the wrong text %j is a problem that says what is wanted', async (parameters, problem) => {
  const result = await plan(types, { parameters: parameters as unknown as Record<string, string> });
  expect(result).toMatchObject({ problems: [problem] });
  expect(result.plan).toBeUndefined();
});

test('[P1] a parameter without default must be given', async () => {
  const required = types.replace('a: int8 = 1', 'a: int8');
  expect((await plan(required)).problems).toEqual(['Parameter "a" (int8) has no default; give it a value']);
  expect((await plan(required, { parameters: { a: '5' } })).problems).toEqual([]);
});

test('[P8] a plan is of one flow, and there is none where a text has errors', async () => {
  const two = `schema S { a: int32 }\nflow One -> s { read s: S from csv("s.csv") }\nflow Two -> s { read s: S from csv("s.csv") }`;
  expect((await plan(two)).problems).toEqual(['Which flow? The file has One, Two']);
  expect((await plan(two, { flow: 'Tow' })).problems).toEqual(['There is no flow "Tow". Did you mean "Two"?']);
  expect((await plan(two, { flow: 'Two' })).plan?.flow).toBe('Two');
  expect((await plan('schema S { a: int32 }')).problems).toEqual(['The file has no flow']);
  const wrong = await plan(text.replace('rate: float32', 'rate: flot32'));
  expect(wrong.plan).toBeUndefined();
  expect(wrong.diagnostics.map(({ code }) => code)).toContain('FLOW110');
});

test('[P4] paths in a plan are relative to the project, whatever folder the flow stands in', async () => {
  const { document } = await loadFlow(
    `
//- /flows/deep/main.flow
schema S { a: int32 }
flow F(name: string = "../c.csv") {
  read s: S from csv("../../data/a.csv")
  write w(s) to csv("b.csv")
  write v(s) to csv(name)
}
//- /data/a.csv
`.trimStart(),
  );
  const { plan: made } = planFlow({ document, projectFolder });
  expect(made?.source).toBe('flows/deep/main.flow');
  expect(made?.stages.flatMap(({ effects }) => [...effects.reads, ...effects.writes])).toEqual([
    'data/a.csv',
    'flows/deep/b.csv',
    'flows/c.csv',
  ]);
});

test('[P4] a path may hold any letters', async () => {
  const { document } = await loadFlow(`
schema S { a: int32 }
flow F {
  read s: S from csv("dätä/a b%20#?.csv")
  write w(s) to csv("../süd/ö.csv")
}
//- /dätä/a b%20#?.csv
`);
  const { plan: made, diagnostics } = planFlow({ document, projectFolder });
  expect(diagnostics).toEqual([]);
  expect(made?.stages.flatMap(({ effects }) => [...effects.reads, ...effects.writes])).toEqual([
    'dätä/a b%20#?.csv',
    '../süd/ö.csv',
  ]);
});
