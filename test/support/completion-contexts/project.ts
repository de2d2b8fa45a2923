/** The project that the contexts of completion are tried in: a flow file with a place in a flow and one behind it. */
export const files: Record<string, string> = {
  'shops.flow': `schema Shop { id: string, city: string }
schema Elsewhere { a: int32 }
model OtherModel { inputs: { x: float32 }, outputs: { y: float32 } }
flow OtherFlow { read s: Shop from csv("data/shops.csv")  write w(s) to csv("out/w.csv") }
dataset OtherScores: Shop
`,
  'data/payments.csv': 'id\n',
  'data/visits.csv': 'page,seconds\nhome,12\n',
  'data/merchants.jsonl': '',
  'models/risk.onnx': '',
  'steps/clean.ts':
    'export function clean(record) {\n}\nexport const enrich = 1;\nfunction own() {}\n// export function not() {}\n',
  'steps/score.py': 'def main(record):\n  return record\ndef _own():\n  pass\n',
};

const text = `import { Shop } from "./shops.flow"

/** Someone who sells. */
schema Merchant { id: string, category: int32 }
schema Payment {
  id: string @key
  amount: float64 @range(min: 0)
  country: string?
  status: string @oneOf("open", "paid")
  night: bool
  at: timestamp
  merchant: Merchant
}
schema Visitor { id: string, mail: string @pii }
schema Series { values: float32[seq] }
model Risk { inputs: { amount: float64, features: float32[2] }, outputs: { score: float32 } }
dataset Scores: Payment
flow Sub(rows: stream Merchant, level: int32 = 3) -> big, small {
  filter big(rows) where category > level
  filter small(rows) where category <= level
}
flow Main(limit: float64, desk: string = "fraud") {
  read payments: Payment from csv("data/payments.csv")
  read merchants: Merchant from jsonl("data/merchants.jsonl")
  route r(payments) { high: amount > limit, low: otherwise }
  <flow>
}
<file>
`;

/** The text with a cursor mark in it. */
export function inProject({ at, text: marked }: { at: 'flow' | 'file'; text: string }): string {
  return text.replace(`<${at}>`, () => marked).replace(/<flow>|<file>/, '');
}
