/** What the catalogue shows people is right: every example is accepted by the checks that read the same catalogue. */
import {
  aggregates,
  annotations,
  checkDocument,
  connectors,
  modelProperties,
  moments,
  nodeKinds,
  type PropertySpec,
  runners,
} from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { loadFlow } from '../support/flow-fixture.ts';

const before = `
schema CleanPayment { id: string, amount: float64, country: string? }
schema Payment { id: string, amount: float64, amountLog: float64, hour: int32, merchant: { id: string } }
model CardRisk { file: "risk.onnx" }
flow Checked(records: stream Payment, threshold: float64) -> kept { filter kept(records) where amount > threshold }
flow Around {
`;
const sources = ['payments', 'features', 'scored']
  .map((name) => `read ${name}: Payment from jsonl("data/payments.csv")`)
  .join('\n');
const files = `
//- /risk.onnx
features float32[N, 2] -> score float32[N]
//- /steps/clean.ts
//- /steps/step.ts
//- /steps/train.py
//- /scripts/notify.sh
//- /data/payments.csv
//- /data/events.jsonl
//- /data/file.csv
`;

/** Codes of the mistakes, less those of a flow that is only a part: unused nodes, names declared twice, files to come. */
async function mistakes(text: string): Promise<string[]> {
  const { document } = await loadFlow(text + files);
  const expected = ['FLOW112', 'FLOW302', 'FLOW502'];
  return checkDocument(document)
    .filter(({ code }) => !expected.includes(code))
    .map(({ code, message }) => `${code} ${message}`);
}

/** Placeholders as an editor leaves them: the default, or the first choice. */
function fillSnippet(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]+)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:\$\d+\}/g, 'name')
    .replace(/\$\{\d+:([^}]+)\}/g, '$1')
    .replace(/\$\d+/g, '');
}

describe('node kinds', () => {
  test.each(nodeKinds.map((spec) => [spec.name, spec] as const))(
    '%s has an example that is right',
    async (_, { example }) => {
      expect(await mistakes(`${before}${sources}\n${example}\n}`)).toEqual([]);
    },
  );

  test.each(nodeKinds.map((spec) => [spec.name, spec] as const))(
    '%s has a snippet that parses',
    async (_, { snippet }) => {
      const found = await mistakes(`${before}${fillSnippet(snippet)}\n}`);
      expect(found.filter((one) => one.startsWith('FLOW101') || one.startsWith('FLOW12'))).toEqual([]);
    },
  );
});

test.each(connectors.map((spec) => [spec.name, spec] as const))(
  'connector %s has an example that is right',
  async (_, spec) => {
    const statements = [
      spec.canRead &&
        `read r: Payment from ${spec.example.replace(/, compression: "\w+"/, '').replace('out/', 'data/')}`,
      spec.canWrite && `write w(payments) to ${spec.example.replace(/data\//, 'out/')}`,
    ];
    expect(await mistakes(`${before}${sources}\n${statements.filter(Boolean).join('\n')}\n}`)).toEqual([]);
  },
);

test.each(runners.map((spec) => [spec.name, spec] as const))(
  'runner %s has an example that is right',
  async (_, spec) => {
    expect(await mistakes(`${before}${sources}\ntask t(payments) { run: ${spec.example} }\n}`)).toEqual([]);
  },
);

test.each(annotations.map((spec) => [spec.name, spec] as const))(
  'annotation @%s has an example that is right',
  async (_, spec) => {
    expect(spec.example).toContain(`@${spec.name}`);
    expect(await mistakes(`schema S { ${spec.example} }`)).toEqual([]);
  },
);

const lists: [string, readonly { name: string; doc: string }[]][] = [
  ['node kinds', nodeKinds],
  ['connectors', connectors],
  ['runners', runners],
  ['annotations', annotations],
  ['properties of models', modelProperties],
  ...nodeKinds.map((spec): [string, PropertySpec[]] => [`properties of ${spec.name}`, spec.properties]),
  ...[...connectors, ...runners].map((spec): [string, PropertySpec[]] => [`options of ${spec.name}`, spec.options]),
];

test.each(lists)('%s have one name each and say in a sentence what they are', (_, specs) => {
  expect(new Set(specs.map(({ name }) => name)).size).toBe(specs.length);
  for (const { doc } of specs) expect(doc).toMatch(/^\P{Ll}.*[.]$/su);
});

test.each(aggregates.map((spec) => [spec.name, spec] as const))(
  'aggregate function %s has an example that is right',
  async (_, { example }) => {
    const text = `
schema Row { card: string, amount: float64, at: timestamp }
flow F {
  read rows: Row from jsonl("data/events.jsonl")
  aggregate a(rows) { ${example} }
}`;
    expect(await mistakes(text)).toEqual([]);
  },
);

test.each(moments.map((spec) => [spec.name, spec] as const))(
  'moment %s has an example that is right',
  async (_, { of, example }) => {
    const start = of === 'schedule' ? 'schedule Now runs F at' : 'trigger Now runs F when';
    expect(await mistakes(`flow F { task t { run: node("steps/step.ts") } }\n${start} ${example}`)).toEqual([]);
  },
);
