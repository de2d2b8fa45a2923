/** A flow with one of every kind of node that needs no model, for tests of the editor's features. */
export const schemas = `/** Someone who sells. */
schema Merchant { id: string, category: int32 }

schema Payment {
  /** What the card was charged with. */
  amount: float64 @range(min: 0)
  card: string @pii
  merchant: Merchant
  country: string?
}
`;

export const paymentFlow = `${schemas}
flow Score(threshold: float64 = 0.5) {
  read payments: Payment from csv("data/payments.csv", delimiter: ";")
  select features(payments) {
    amount
    amountLog: ln(1 + amount)
    merchant
  }
  filter large(features) where amount > threshold
  write report(large) to jsonl("out/report.jsonl")
}
`;

/** The flow with one line more, before the end; `<|>` marks may be in it. */
export function withStatement(statement: string): string {
  return paymentFlow.replace(/\}\n$/, `  ${statement}\n}\n`);
}
