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
