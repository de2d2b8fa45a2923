/** A flow of every kind of node that slices have to keep the meaning of, and small data for it. */
import fc from 'fast-check';

export const slicedFlow = `schema Payment { id: int32, amount: float64, fee: int32, card: string?, shop: string, at: timestamp }

flow Main(limit: float64 = 20.0) {
  read payments: Payment from jsonl("payments.jsonl") { batch: { max: 7 } }
  read shops: { id: string, owner: string } from csv("shops.csv")

  filter paid(payments) where amount > 0
  select shares(paid) { id, share: 100 / fee, card, shop }
  write dears(shares) to jsonl("out/dear.jsonl")
  write broken(shares.errors) to jsonl("out/broken.jsonl")
  select places(shares.errors) { node, message }

  route level(payments) { none: card == null, high: amount >= limit, low: otherwise }
  select named(level.high) { id, card }
  select thin(payments) { id, card }
  union both(named, thin)
  union again(both, named)
  write lows(level.low) to jsonl("out/low.jsonl")
  write agains(again) to jsonl("out/again.jsonl")

  join owned(shares, shops) on shares.shop == shops.id { kind: left, prefix: "s_" }
  aggregate owners(owned) by owner: s_owner { n: count(), best: max(share) }
  write owns(owners) to csv("out/owners.csv")
  sql counts(owners, payments) """
    SELECT count(*) AS n, (SELECT count(*) FROM owners) AS owners FROM payments
  """

  use cleaned: Clean(rows: payments, least: limit / 2)
  write cleans(cleaned) to jsonl("out/clean.jsonl")
}

flow Clean(rows: stream Payment, least: float64) -> clean {
  filter kept(rows) where amount > least
  select clean(kept) { id, left: amount - least }
}
`;

/** Records are few and alike, so that groups, ports, nulls and bad records all occur. */
export const slicedData: fc.Arbitrary<Record<string, string>> = fc.record({
  'payments.jsonl': fc
    .array(
      fc.record({
        id: fc.nat(99),
        amount: fc.integer({ min: -8, max: 200 }).map((quarters) => quarters / 4),
        fee: fc.integer({ min: -1, max: 4 }),
        card: fc.option(fc.constantFrom('a', 'b,"c', 'é')),
        shop: fc.constantFrom('s', 't', 'u'),
        at: fc.constantFrom('2026-01-31T10:00:00Z', '2026-01-31T10:07:00Z'),
      }),
      { maxLength: 40 },
    )
    .map((rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
  'shops.csv': fc.constantFrom('id,owner\ns,Ann\nt,Ben\n', 'id,owner\n', 'id,owner\nu,Cid\nu,Dan\n'),
});
