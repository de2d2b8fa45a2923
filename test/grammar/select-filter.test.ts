import { expect, test } from 'vitest';
import { analyze, checkDiagnostics, outputs } from '../support/flow-fixture.ts';

const payments = `
schema Merchant { id: string, category: int32 }
schema Payment { id: string, amount: float64, country: string?, merchant: Merchant, shop: Merchant?, recent: float32[8] }
`;

test('[N10] only what a select names goes on, in its order', async () => {
  const known = await outputs(`${payments}
flow F(rate: float64 = 1.1) {
  read a: Payment from jsonl("a.jsonl")
  select some(a) { amount, id }
  select made(a) { euros: amount * rate, inner: merchant.category, rate }
  select all(a) { * }
  select rest(a) { * except (recent, merchant, shop), first: at(recent, 1) }
  select flat(a) { ...merchant as merchant_*, ...shop as shop_*, ...merchant }
}
`);
  expect(known).toMatchObject({
    some: 'amount: float64, id: string',
    made: 'euros: float64, inner: int32, rate: float64',
    all: 'id: string, amount: float64, country: string?, merchant: Merchant, shop: Merchant?, recent: float32[8]',
    rest: 'id: string, amount: float64, country: string?, first: float32',
    flat: 'merchant_id: string, merchant_category: int32, shop_id: string?, shop_category: int32?, id: string, category: int32',
  });
});

test('[N10] a select that makes no sense says where', () =>
  checkDiagnostics(`${payments}
flow F -> a1, a2, a3, a4, a5 {
  read a: Payment from jsonl("a.jsonl")
  select a1(a) { id, amont, x: amount + 1, x: 2 }
                     ^^^^^ FLOW257 Unknown column "amont". Did you mean "amount"?
                                           ^^^^ FLOW256 Two columns are called "x"; give one of them another name
  select a2(a) { *, id: upper(id) }
                    ^^^^^^^^^^^^^ FLOW256 Two columns are called "id"; leave one out with * except (id)
  select a3(a) { * except (id, cuntry) }
                               ^^^^^^ FLOW257 Unknown column "cuntry". Did you mean "country"?
  select a4(a) { ...amount, ...merchnt }
                    ^^^^^^ FLOW258 Only a record can be spread, not float64
                               ^^^^^^^ FLOW201 Unknown field or parameter "merchnt". Did you mean "merchant"?
  select a5(a) { }
         ^^ FLOW259 "a5" selects no columns; name some, or write * for all
}
//- /a.jsonl
`));

test('[N10] one wrong column does not hide the others', () =>
  checkDiagnostics(`${payments}
flow F -> c {
  read a: Payment from jsonl("a.jsonl")
  select b(a) { id, wrong: amount + id, amount }
                           ^^^^^^^^^^^ FLOW210 Cannot add "amount" (float64) and "id" (string); join texts with concat(a, b)
  select c(b) { wrong, twice: amount * 2, lost: nothing }
                                                ^^^^^^^ FLOW201 Unknown field or parameter "nothing"
}
//- /a.jsonl
`));

test('[N11] a filter passes its records on, and rules out the nulls its condition rules out', async () => {
  const known = await outputs(`${payments}
flow F {
  read a: Payment from jsonl("a.jsonl")
  select few(a) { id, country, shop }
  filter b(few) where country != null
  filter c(few) where id == "1" and country != null and shop != null
  filter d(few) where country != null or id == "1"
}
`);
  expect(known).toMatchObject({
    b: 'id: string, country: string, shop: Merchant?',
    c: 'id: string, country: string, shop: Merchant',
    d: 'id: string, country: string?, shop: Merchant?',
  });
});

test('[N11] a condition is a bool', () =>
  checkDiagnostics(`${payments}
flow F -> b {
  read a: Payment from jsonl("a.jsonl")
  filter b(a) where amount
                    ^^^^^^ FLOW211 "where" needs a condition (bool), not float64
}
//- /a.jsonl
`));

test('[N12] a node says what difference it makes', async () => {
  const { nodes } = await analyze(`${payments}
flow F {
  read a: Payment from jsonl("a.jsonl")
  select b(a) { id, amount: amount + 1, size: length(id), country: country ?? "FR" }
}
`);
  const b = nodes.get('b');
  expect(b?.added.map(({ name }) => name)).toEqual(['size', 'country']);
  expect(b?.removed).toEqual(['merchant', 'shop', 'recent']);
});
