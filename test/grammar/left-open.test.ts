import { test } from 'vitest';
import { checkDiagnostics } from '../support/flow-fixture.ts';

test('[L8] what is left open inside of a block ends with it, and the declaration below is known', () =>
  checkDiagnostics(`
schema Payment { amount: float64 @range((min: 0)
                                            ^ FLOW101 Expected ")" after "min"
}
schema Vector { a: float32[2, b: float32[2] }
                               ^ FLOW101 Expected "]" after "b"
schema Shop { id: string }
flow F -> s { read s: Shop from csv("s.csv") }
//- /s.csv
`));

test('[L8] a sign doubled behind a prefix is one mistake, and what follows in its select is none', () =>
  checkDiagnostics(`
schema Inner { a: int32 }
schema S { inner: Inner, id: string }
flow F -> t {
  read s: S from csv("s.csv")
  select t(s) {
    ...inner as inner_**
                      ^^ FLOW101 Expected "*" after "inner_"
    * except (inner)
  }
}
//- /s.csv
`));
