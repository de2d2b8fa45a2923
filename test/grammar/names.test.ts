import { expect, test } from 'vitest';
import { checkDiagnostics, outputs } from '../support/flow-fixture.ts';

test('[L5] an unknown name is reported where it stands, with the nearest known one', () =>
  checkDiagnostics(`
schema Payment { id: string }
schema Other extends Paymnt { more: Merchent }
                     ^^^^^^ FLOW110 Unknown schema "Paymnt". Did you mean "Payment"?
                                    ^^^^^^^^ FLOW110 Unknown schema "Merchent"
flow F -> b, x {
             ^ FLOW110 Unknown node "x"
  read a: Paymnt from csv("a.csv")
          ^^^^^^ FLOW110 Unknown schema "Paymnt". Did you mean "Payment"?
  filter b(aa) where true
           ^^ FLOW110 Unknown node "aa". Did you mean "a"?
  infer i(a) with Risk
                  ^^^^ FLOW110 Unknown model "Risk"
  write c(b) to csv("c.csv")
}
//- /a.csv
`));

test('[L5] a name of another kind is called what it is', () =>
  checkDiagnostics(`
import { Merchant } from "./merchants.flow"
schema Payment { id: string, merchant: Risk }
                                       ^^^^ FLOW111 "Risk" is a model, not a schema
model Risk { file: "risk.onnx" }
flow F {
  read a: Payment from csv("a.csv")
  infer b(a) with Merchant
                  ^^^^^^^^ FLOW111 "Merchant" is a schema, not a model
  write c(b) to csv("c.csv")
}
//- /a.csv
//- /risk.onnx
x float32[N] -> y float32[N]
//- /merchants.flow
schema Merchant { id: string }
`));

test('[L5] the nodes of one flow are unknown to another', () =>
  checkDiagnostics(`
schema Payment { id: string }
flow A -> a { read a: Payment from csv("a.csv") }
flow B { write b(a) to csv("b.csv") }
                 ^ FLOW110 Unknown node "a"
//- /a.csv
`));

test('[L6] one name has one meaning', () =>
  checkDiagnostics(`
import { Payment } from "./payments.flow"
schema Payment { id: string }
       ^^^^^^^ FLOW112 Another declaration is already called "Payment"
schema Risk { id: string }
model Risk { file: "risk.onnx" }
      ^^^^ FLOW112 Another declaration is already called "Risk"
flow F(a: int32 = 1, a: int32 = 2) -> a {
                     ^ FLOW112 Another parameter is already called "a"
  read a: Payment from csv("a.csv")
  filter a(a) where true
         ^ FLOW112 Another node is already called "a"
}
//- /a.csv
//- /risk.onnx
x float32[N] -> y float32[N]
//- /payments.flow
schema Payment { id: string }
`));

test('[L7] an import that brings nothing says why', () =>
  checkDiagnostics(`
import { A } from "./missing.flow"
                  ^^^^^^^^^^^^^^^^ FLOW113 Cannot find "./missing.flow". Paths are relative to the folder of this file
import { B } from "nearby.flow"
                  ^^^^^^^^^^^^^ FLOW113 Cannot import "nearby.flow": an import names a .flow file by a relative path, such as "./name.flow"
import { C, Merchnt, Merchant } from "./merchants.flow"
         ^ FLOW114 "./merchants.flow" declares no "C"
            ^^^^^^^ FLOW114 "./merchants.flow" declares no "Merchnt". Did you mean "Merchant"?
schema S { a: A, b: B, m: Merchant }
flow F -> s { read s: S from jsonl("s.jsonl") }
//- /s.jsonl
//- /merchants.flow
schema Merchant { id: string }
`));

test('[L7] an import nobody uses is a hint', () =>
  checkDiagnostics(`
import { Merchant, Shop } from "./merchants.flow"
                   ^^^^ FLOW115 "Shop" is imported and never used
schema S { m: Merchant }
flow F -> s { read s: S from jsonl("s.jsonl") }
//- /s.jsonl
//- /merchants.flow
schema Merchant { id: string }
schema Shop { id: string }
`));

test('[L7] files may import each other in a circle', async () => {
  const known = await outputs(`
import { Merchant } from "./other/merchants.flow"
schema Country { code: string }
schema S { m: Merchant }
flow F -> s { read s: S from jsonl("s.jsonl") }
//- /other/merchants.flow
import { Country } from "../main.flow"
schema Merchant { id: string, country: Country }
`);
  expect(known.s).toBe('m: Merchant');
});

test('[L7] an import brings what is named and nothing else', () =>
  checkDiagnostics(`
import { Merchant } from "./merchants.flow"
schema S { m: Merchant, s: Shop }
                           ^^^^ FLOW110 Unknown schema "Shop". It is declared in "./merchants.flow"; add it to the import
flow F -> s { read s: S from jsonl("s.jsonl") }
//- /s.jsonl
//- /merchants.flow
schema Merchant { id: string }
schema Shop { id: string }
`));
