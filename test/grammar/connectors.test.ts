import { planFlow } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { checkDiagnostics, loadFlow, projectFolder } from '../support/flow-fixture.ts';

test('[P3] of options that say the same one is given', () =>
  checkDiagnostics(`schema S { a: int32 }
flow F {
  read a: S from sqlite("s.db")
                 ^^^^^^^^^^^^^^ FLOW121 sqlite needs "table" or "query"
  read b: S from sqlite("s.db", table: "t", query: "SELECT 1 AS a")
                                            ^^^^^^^^^^^^^^^^^^^^^^ FLOW129 "query" and "table" cannot both be given; remove one
  read c: S from sqlite("s.db", tabel: "t")
                                ^^^^^ FLOW120 Unknown property "tabel" of sqlite. Did you mean "table"?
  write x(a) to sqlite("t.db")
                ^^^^^^^^^^^^^^ FLOW121 sqlite needs "table"
  write y(b) to sqlite("t.db", table: "t", query: "SELECT 1")
                                           ^^^^^ FLOW120 Unknown property "query" of sqlite. Known are path, table, mode
  write z(c) to sqlite("t.db", table: "t", mode: "merge")
                                                 ^^^^^^^ FLOW122 "mode" wants "append", "replace" or "upsert", not "merge"
}
//- /s.db
`));

test('[P5] a database may be read and written by one flow', () =>
  checkDiagnostics(`schema S { a: int32 }
flow F {
  read a: S from sqlite("s.db", table: "t")
  write x(a) to sqlite("s.db", table: "u")
  write y(a) to sqlite("s.db", table: "v")
}
//- /s.db
`));

test('[P15] an upsert needs a key', () =>
  checkDiagnostics(`schema S { id: int32 @key, a: int32 }
flow F {
  read s: S from stdin()
  select t(s) { a }
  write x(s) to sqlite("s.db", table: "u", mode: "upsert")
  write y(t) to sqlite("s.db", table: "v", mode: "upsert")
                                                 ^^^^^^^^ FLOW272 mode: "upsert" needs to know a record again: mark a field of its schema with @key
  write z(t) to sqlite("s.db", table: "w", mode: "replace")
}
`));

describe('[E10] secrets in options', () => {
  test('stand where an option takes one, and nowhere else', () =>
    checkDiagnostics(`schema S { a: int32 }
flow F(url: string = "https://u:p@h.example/a") {
                     ^^^^^^^^^^^^^^^^^^^^^^^^^ FLOW604 This address has a password in it, which everybody can read who has the file; write secret("NAME") instead, and give the whole address as its value
  read a: S from postgres(secret("PG"), table: secret("T"))
                                               ^^^^^^^^^^^ FLOW122 "table" wants a text in quotes, not secret("T")
  read b: S from postgres("postgres://h/d", table: "t")
  read c: S from http("https://h.example/a?api_key=x")
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FLOW604 This address has the parameter "api_key" in it, which everybody can read who has the file; write secret("NAME") instead, and give the whole address as its value
  read d: S from http(url, headers: { Accept: "a/b", \`X-Key\`: secret("KEY"), Bad: 1 }, bearer: secret("a b"))
                                                                                  ^ FLOW122 "Bad" wants a text in quotes or a secret such as secret("NAME"), not 1
                                                                                               ^^^^^^^^^^^^^ FLOW122 "bearer" wants a secret such as secret("NAME"), not secret("a b")
  read e: S from http("ftp://h.example", bearer: "abc")
                      ^^^^^^^^^^^^^^^^^ FLOW122 "url" wants an address such as "https://api.example.com/orders" or a secret such as secret("NAME"), not "ftp://h.example"
                                                 ^^^^^ FLOW122 "bearer" wants a secret such as secret("NAME"), not "abc"
  read f: S from http("http://h.example", pages: { first: 2 })
                                                 ^^^^^^^^^^^^ FLOW121 pages needs "next" or "parameter"
  union all(a, b, c, d, e, f)
  write w(all) to stdout()
}
`));

  test('a plan has their names, by the way to the option, and the hosts that are known', async () => {
    const { document } = await loadFlow(`schema S { a: int32 }
flow F(base: string = "https://API.example.com:8443/v1") {
  read a: S from http(base, headers: { Accept: "x/y", \`X-Key\`: secret("KEY") }, bearer: secret("TOKEN"), pages: { parameter: "p" })
  write w(a) to postgres(secret("PG"), table: "t", mode: "replace")
}
`);
    const { plan } = planFlow({ document, projectFolder });
    const [read, write] = plan?.stages ?? [];
    expect(read).toMatchObject({
      connector: {
        options: {
          url: 'https://API.example.com:8443/v1',
          'headers.Accept': 'x/y',
          'pages.parameter': 'p',
          'pages.first': 1,
          timeout: 30_000,
        },
        secrets: { 'headers.X-Key': 'KEY', bearer: 'TOKEN' },
      },
      effects: { hosts: ['api.example.com:8443'], secrets: ['KEY', 'TOKEN'] },
    });
    expect(write).toMatchObject({
      connector: { name: 'postgres', options: { table: 't', mode: 'replace' }, secrets: { url: 'PG' } },
      effects: { hosts: [], secrets: ['PG'] },
    });
  });

  test('the value of a parameter is an address without a password too', async () => {
    const { document } = await loadFlow(`schema S { a: int32 }
flow F(base: string) { read a: S from http(base)
  write w(a) to stdout() }
`);
    const values = { base: 'https://u:hunter2@h.example' };
    const { plan, problems } = planFlow({ document, projectFolder, parameters: values });
    expect(plan).toBeUndefined();
    const said = problems.join();
    expect(said).toContain('"url" has a password in its address');
    expect(said).not.toContain('hunter2');
  });
});
