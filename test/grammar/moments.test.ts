import { test } from 'vitest';
import { checkDiagnostics } from '../support/flow-fixture.ts';

test('[P10] schedules and triggers start flows by themselves', () =>
  checkDiagnostics(`
schema S { id: string }
flow F(day: date, level: int32 = 1) -> b {
  read a: S from jsonl("a.jsonl")
  filter b(a) where day > 2026-01-01 and level > 0
}
flow G(rows: stream S) -> a { select a(rows) { id } }
schedule Right runs F(day: 2026-01-31) at cron("*/5 0-6,12 1 * 1-5", zone: "Europe/Berlin")
schedule Missing runs F(level: "1") at cron("0 25 * * *")
                      ^ FLOW132 "F" needs a value for "day": day: date
                               ^^^ FLOW280 The value of "level" does not fit: string is not int32
                                            ^^^^^^^^^^^^ FLOW134 This is no time table: the hour is from 0 to 23, not "25"
schedule Streams runs G() at cron("every day")
                      ^ FLOW283 "G" takes the stream "rows", which a schedule has not; use it in a flow that reads its records
                                  ^^^^^^^^^^^ FLOW134 This is no time table: it has five fields, minute hour day month weekday, not 2
schedule Wrong runs H(x: 1) at crn("0 3 * * *")
                    ^ FLOW110 Unknown flow "H"
                               ^^^ FLOW133 Unknown moment "crn". Did you mean "cron"?
trigger Fine runs F(day: 2026-01-31, level: 3) when changed("data/**/*.csv")
trigger Bad runs F(day: 3) when cron("0 3 * * *")
                        ^ FLOW280 The value of "day" does not fit: int32 is not date
                                ^^^^ FLOW133 Unknown moment "cron". Known are changed
//- /a.jsonl
`));
