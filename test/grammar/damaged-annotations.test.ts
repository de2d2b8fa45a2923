import { test } from 'vitest';
import { checkDiagnostics } from '../support/flow-fixture.ts';

test('[L8] what a damaged annotation may have said is not called missing', () =>
  checkDiagnostics(`
schema A { id: string @keqy }
                       ^^^^ FLOW126 Unknown annotation "@keqy". Did you mean "key"?
schema B { id: string @@key }
                       ^ FLOW101 Expected the name of an annotation after "@"
schema C { id: string @key,, n: int32 }
                           ^ FLOW101 Unexpected ","
schema D { id: string, n: int32 }
flow F {
  read a: A from csv("a.csv")
  read b: B from csv("a.csv")
  read c: C from csv("a.csv")
  read d: D from csv("a.csv")
  write va(a) to sqlite("s.db", table: "a", mode: "upsert")
  write vb(b) to sqlite("s.db", table: "b", mode: "upsert")
  write vc(c) to sqlite("s.db", table: "c", mode: "upsert")
  write vd(d) to sqlite("s.db", table: "d", mode: "upsert")
                                                  ^^^^^^^^ FLOW272 mode: "upsert" needs to know a record again: mark a field of its schema with @key
}
//- /a.csv
`));
