/** Small flows in which every refactoring is offered somewhere, and data that their conditions tell apart. */
import fc from 'fast-check';
import { encodeModel, twoInputsModel } from './onnx-model.ts';

const head = `schema Shop { id: string, city: string? }
schema Payment { id: int32, amount: float64, fee: int32, card: string?, shop: Shop, at: timestamp }

model Pair { file: "pair.onnx" }

flow Main(limit: float64 = 20.0, part: int32 = 3) {
  read payments: Payment from jsonl("payments.jsonl")
`;

/** The statements of `Main`, and what stands behind it. */
const flows: Record<string, [string, string?]> = {
  filters: [
    `  filter paid(payments) where amount > 0 and fee != 0
  filter dear(paid) where 100 / fee < limit or card == null
  select parts(dear) { id, part: int32(fee), share: amount * 2 - fee, card, ...shop as shop_*, at }
  filter some(parts) where share > 5 and (card != null or part between 1 and 3)
  select lines(some) { share, id, part, at }
  write somes(lines) to jsonl("out/some.jsonl")
  select copies(payments) { id, price: amount, card, dear: amount * 2 > limit }
  filter chosen(copies) where dear or price < 3
  select names(payments) { key: id, card, shop }
  filter named(names) where card != null or shop.city != null
  write choices(chosen) to jsonl("out/chosen.jsonl")
  write nameds(named) to jsonl("out/named.jsonl")
`,
  ],
  selects: [
    `  select sums(payments) { id, sum: amount + fee, rest: fee % part, card, city: shop.city, shop_id: shop.id, at }
  select shown(sums) { key: id, twice: sum * 2, sum, odd: rest == 1 or rest == -1, card: card ?? "none", shop_id }
  write showns(shown) to csv("out/shown.csv")
  select owner(payments) { * except (at) }
  select flat(owner) { id, ...shop as shop_*, many: amount * fee + amount * fee }
  write flats(flat) to jsonl("out/flat.jsonl")
`,
  ],
  aggregates: [
    `  select ratios(payments) { id, ratio: if fee != 0 then amount / fee else amount, city: shop.city, at }
  aggregate cities(ratios) by place: city { n: count(), best: max(ratio), total: sum(ratio * 2) }
  write ranks(cities) to csv("out/cities.csv")
  select times(payments) { on: at, amount }
  aggregate windows(times) by large: amount > limit every 5m on on { sum: sum(amount) }
  write sums(windows) to csv("out/windows.csv")
`,
  ],
  routes: [
    `  route level(payments) { none: card == null, high: amount >= limit and fee != 0, odd: amount / 2 < fee, low: otherwise }
  select named(level.high) { id, card, percent: 100 / fee }
  filter lower(level.low) where amount < 10
  write cardless(level.none) to jsonl("out/none.jsonl")
  write names(named) to jsonl("out/named.jsonl")
  write odds(level.odd) to jsonl("out/odd.jsonl")
  write lows(lower) to jsonl("out/low.jsonl")
  route some(payments) { cheap: amount < 5, dear: 60 / fee > 2 }
  union all(some.dear, some.cheap)
  write alls(all) to jsonl("out/all.jsonl")
`,
  ],
  joins: [
    `  read shops: { id: string, owner: string } from csv("shops.csv")
  use cleaned: Clean(rows: payments, least: limit / 2)
  write cleans(cleaned) to jsonl("out/clean.jsonl")
  select shown(payments) { key: id, shop_id: shop.id, city: shop.city ?? "none" }
  join owned(shown, shops) on shown.shop_id == shops.id { kind: left, prefix: "s_" }
  select owners(owned) { key, owner: s_owner ?? "nobody", city }
  write owns(owners) to csv("out/owners.csv")
`,
    `
flow Clean(rows: stream Payment, least: float64) -> clean {
  select clean(kept) { id, left: amount - least }
  filter kept(rows) where amount > least
}
`,
  ],
  queries: [
    `  filter dear(payments) where amount > limit
  select cards(payments) { id, card: card ?? "none", fee }
  sql best(dear, cards) """
    SELECT c.card, max(dear.amount) AS best, count(*) AS times
    FROM dear JOIN cards AS c ON c.id = dear.id GROUP BY c.card ORDER BY c.card
  """
  select shown(best) { card, best, many: times > part }
  write showns(shown) to csv("out/best.csv")
`,
  ],
  models: [
    `  select pair(payments) { a: amount / 2, b: fee * 2, id }
  infer scored(pair) with Pair { outputs: { risk: sum, whole: count } }
  write scores(scored) to jsonl("out/scores.jsonl")
`,
  ],
};

/** The text of each, by what it is about. */
export const lawFlows: readonly (readonly [string, string])[] = Object.entries(flows).map(
  ([name, [statements, behind = '']]) => [name, `${head}${statements}}\n${behind}`],
);

const payment = fc.record({
  id: fc.nat(99),
  amount: fc.integer({ min: -8, max: 200 }).map((quarters) => quarters / 4),
  fee: fc.integer({ min: -3, max: 9 }).filter((fee) => fee !== 0),
  card: fc.option(fc.constantFrom('a', 'b,"c', 'é')),
  shop: fc.record({ id: fc.constantFrom('s', 't', 'u'), city: fc.option(fc.constantFrom('Paris', 'Oslo')) }),
  at: fc.constantFrom('2026-01-31T10:00:00Z', '2026-01-31T10:07:00Z'),
});

/** A payment without a fee would end a flow that divides by it, where a condition does not come first. */
const unpaid = payment.map((one) => ({ ...one, amount: 1, fee: 0, card: 'a' }));

/** Rows are few and alike, so that groups, ports and nulls all occur. */
export const lawData: fc.Arbitrary<Record<string, string | Uint8Array>> = fc.record({
  'payments.jsonl': fc
    .array(fc.oneof({ arbitrary: payment, weight: 9 }, { arbitrary: unpaid, weight: 1 }), {
      minLength: 40,
      maxLength: 60,
    })
    .map((rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
  'shops.csv': fc.constantFrom('id,owner\ns,Ann\nt,Ben\n', 'id,owner\n', 'id,owner\nu,Cid\nu,Dan\n'),
  'pair.onnx': fc.constant(encodeModel(twoInputsModel())),
});
