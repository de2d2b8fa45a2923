import type { Diagram, DiagramNode, RunResults, RunView } from '../src/protocol.ts';

function node(kind: string, name: string, detail: string, rest: Partial<DiagramNode> = {}): DiagramNode {
  const known = {
    id: name,
    added: [],
    removed: [],
    fieldCount: 7,
    problems: { errors: 0, warnings: 0 },
    isBroken: false,
  };
  return { ...known, kind, name, detail, ...rest };
}

function field(text: string) {
  const end = text.indexOf(': ');
  return { name: text.slice(0, end), type: text.slice(end + 2) };
}

const payment = [
  'id: string',
  'card: string',
  'amount: float64',
  'country: string?',
  'at: timestamp',
  'recent: float32[8]',
];

function edge(from: string, to: string, port: 'out' | 'errors' = 'out', kind: 'stream' | 'order' = 'stream') {
  const fields = kind === 'stream' ? payment.map(field) : undefined;
  return { id: `${from}.${port} -> ${to}`, from, to, port, kind, fields };
}

/** A flow with everything a card and an edge can show. */
export const scorePayments: Diagram = {
  flow: 'ScorePayments',
  nodes: [
    node('read', 'payments', 'csv data/payments.csv'),
    node('filter', 'known', 'country != null', {
      removed: [],
      problems: { errors: 0, warnings: 1, first: 'Always true' },
    }),
    node('task', 'clean', 'steps/clean.ts', { added: [field('merchant: { id: string, category: int32 }')] }),
    node('write', 'rejects', 'jsonl out/rejects.jsonl', { fieldCount: 6 }),
    node('select', 'features', '5 columns', {
      added: ['amountLog: float64', 'hour: int32', 'foreign: bool', 'weekday: int32'].map(field),
      removed: ['recent', 'country', 'at'],
    }),
    node('infer', 'scored', 'models/card-risk.onnx', { added: [field('risk: float32')], fieldCount: 8 }),
    node('filter', 'alerts', 'risk >= threshold'),
    node('write', 'keep', 'parquet out/scores.parquet'),
    node('write', 'page', 'csv out/alerts.csv', {
      problems: {
        errors: 1,
        warnings: 0,
        first: 'FLOW501 "delimeter" is not an option of csv; did you mean "delimiter"?',
      },
    }),
    node('task', 'notify', 'steps/notify.ts', { isBroken: true, fieldCount: undefined }),
  ],
  edges: [
    edge('payments', 'known'),
    edge('known', 'clean'),
    edge('clean', 'rejects', 'errors'),
    edge('clean', 'features'),
    edge('features', 'scored'),
    edge('scored', 'alerts'),
    edge('scored', 'keep'),
    edge('alerts', 'page'),
    edge('page', 'notify', 'out', 'order'),
  ],
};

/** A wide flow of `count` nodes with a few joins and branches, as generated flows have them. */
export function generated(count: number): Diagram {
  const kinds = ['select', 'filter', 'infer', 'task'];
  const parent = (i: number) => (i % 7 === 0 ? Math.floor(i / 3) : i - 1);
  const names = Array.from({ length: count }, (_, i) => `node${i}`);
  return {
    flow: 'Generated',
    nodes: names.map((name, i) =>
      i === 0
        ? node('read', name, 'csv data/in.csv')
        : node(kinds[i % 4] as string, name, `step ${i}`, { added: i % 3 === 0 ? [field(`f${i}: float32`)] : [] }),
    ),
    edges: names.slice(1).map((name, i) => edge(names[parent(i + 1)] as string, name)),
  };
}

/** The sample's run when it is under way. */
export const runningPayments: RunView = {
  flow: 'ScorePayments',
  status: 'running',
  nodes: {
    payments: { state: 'succeeded', records: 25_192, failed: 0, durationMs: 812 },
    known: { state: 'succeeded', records: 24_800, failed: 0, durationMs: 830 },
    clean: { state: 'running', records: 21_120, failed: 3, rate: 12_400 },
    features: { state: 'running', records: 21_120, failed: 0, rate: 12_380 },
    scored: { state: 'running', records: 20_480, failed: 0, rate: 12_100, batchFill: 0.94 },
    alerts: { state: 'failed', records: 0, failed: 0, error: 'division by zero' },
    keep: { state: 'waiting', records: 0, failed: 0 },
  },
};

export const paymentResults: RunResults = {
  flow: 'ScorePayments',
  file: 'score-payments.flow',
  status: 'succeeded',
  durationMs: 2140,
  sinks: [
    {
      node: 'page',
      records: 318,
      columns: ['id: string', 'amount: float64', 'risk: float32', 'country: string?', 'recent: float32[8]'].map(field),
      rows: Array.from({ length: 20 }, (_, i) => [
        `p-${1000 + i}`,
        12.5 * (i + 1),
        0.8123456 + i / 200,
        i % 4 === 0 ? null : '<b>FR</b>',
        [0, i / 3, 1, 0, 0, 0, 0, 0],
      ]),
    },
    { node: 'keep', records: 0, columns: [field('id: string')], rows: [] },
  ],
  failures: [
    {
      node: 'clean',
      message: '"amount" is not a float64: "n/a"',
      attempt: 1,
      record: { id: 'p-7', amount: 'n/a' },
      source: { path: 'data/payments.csv', line: 8 },
    },
  ],
  failedTotal: 1,
  artefacts: [{ node: 'page', path: 'out/alerts.csv', records: 318, bytes: 19_402 }],
};
