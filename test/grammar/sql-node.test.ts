/** A sql node in a flow: its schema and its mistakes as the command knows them, over real files and the real DuckDB. */
import path from 'node:path';
import { analyzeFlow, checkDocument, planFlow, printType } from '@millrace/grammar';
import { type Flow, type FlowFile, isFlow } from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import { loadFlowFile, openProject } from 'millrace';
import { describe, expect, onTestFinished, test } from 'vitest';
import { annotate } from '../support/flow-fixture.ts';
import { type Files, projectFolder } from '../support/project-folder.ts';

async function load(files: Files): Promise<LangiumDocument> {
  const folder = projectFolder({ 'p.csv': '', ...files });
  const project = openProject(path.join(folder, 'main.flow'));
  onTestFinished(() => project.queries.stop());
  return loadFlowFile(project, path.join(folder, 'main.flow'));
}

function outputs(document: LangiumDocument): Record<string, string> {
  const flow = (document.parseResult.value as FlowFile).declarations.findLast(isFlow);
  if (flow === undefined) throw new Error('The text has no flow');
  const nodes = [...analyzeFlow(flow).nodes.values()];
  return Object.fromEntries(nodes.map(({ name, output }) => [name, output === undefined ? '?' : printType(output)]));
}

const head = `schema Payment { id: string, country: string?, amount: float64 }
`;

async function checkMarked(flow: string): Promise<void> {
  const text = `${head}${flow}`;
  const plain = text.replace(/^[ \t]*\^+ FLOW\d+.*\n?/gm, '');
  expect(annotate(plain, checkDocument(await load({ 'main.flow': plain })))).toBe(text);
}

describe('[N5] the schema of a sql', () => {
  test('is that of its query, also over another query and behind ports', async () => {
    const document = await load({
      'main.flow': `${head}flow F {
  read p: Payment from csv("p.csv")
  sql byCountry(p) """
    SELECT country, count(*) AS n, sum(amount) AS total FROM p GROUP BY country
  """
  sql large(byCountry) """ FROM byCountry WHERE total > 10 """
  sql failed(p.errors, large) """ SELECT e.message, n FROM p_errors e, large """
  filter many(failed) where n > 3
  write w(many) to jsonl("w.jsonl")
}
`,
    });
    expect(checkDocument(document)).toEqual([]);
    expect(outputs(document)).toMatchObject({
      byCountry: '{ country: string?, n: int64, total: float64 }',
      large: '{ country: string?, n: int64, total: float64 }',
      failed: '{ message: string, n: int64 }',
      many: '{ message: string, n: int64 }',
    });
  });

  test('follows what it imports', async () => {
    const document = await load({
      'main.flow': `import { Payment } from "./schemas.flow"
flow F {
  read p: Payment from csv("p.csv")
  sql s(p) """FROM p"""
  write w(s) to jsonl("w.jsonl")
}
`,
      'schemas.flow': 'schema Payment { amount: int32 }',
    });
    expect(outputs(document)).toMatchObject({ s: '{ amount: int32 }' });
  });

  test('is unknown over what is unknown, and nothing is said that follows from it', async () => {
    await checkMarked(`model M { file: "m.onnx" }
                ^^^^^^^^ FLOW401 Cannot find the model file "m.onnx". Paths are relative to the folder of this file
flow F {
  read p: Payment from csv("p.csv")
  infer i(p) with M { outputs: { risk: score } }
  sql s(i) """SELECT riks + 1 AS x FROM i"""
  filter f(s) where x > 3
  write w(f) to jsonl("w.jsonl")
}
`);
  });
});

describe('[N5] a mistake in a query', () => {
  test('stands at its word, whatever indentation and line ends are before it', async () => {
    await checkMarked(`flow F {
  read p: Payment from csv("p.csv")
  sql one(p) """SELECT amout FROM p"""
                       ^^^^^ FLOW240 Unknown column "amout". Did you mean "amount"?
  sql two(p) """
    SELECT
      'é😀', amuont
             ^^^^^^ FLOW240 Unknown column "amuont". Did you mean "amount"?
    FROM p
  """
  sql three(p) """   \r
    SELECT id,\r
\r
           countri
           ^^^^^^^ FLOW240 Unknown column "countri". Did you mean "country"?
    FROM p\r
  """
  sql four(p) """SELECT 1 x, 1 x FROM p"""
                               ^ FLOW240 The result has two columns "x"; name one of them with AS
  sql five(p, one) """SELECT FROM"""
  write w(one) to jsonl("w.jsonl")
  write x(two) to jsonl("x.jsonl")
  write y(three) to jsonl("y.jsonl")
  write z(four) to jsonl("z.jsonl")
  write zz(five) to jsonl("zz.jsonl")
}
`);
  });

  test('stands at what is one too many, where the words of the query tell', async () => {
    await checkMarked(`flow F -> a, b, c, d, e {
  read p: Payment from csv("p.csv")
  sql a(p) """SELECT id FROM p; SELECT ';', amount FROM p;"""
                                ^^^^^^^^^^^^^^^^^^^^^^^^^ FLOW240 A query is one SELECT, not several statements
  sql b(p) """SELECT *, amount * 2 AS "amount" FROM p"""
                                      ^^^^^^^^ FLOW240 The result has two columns "amount"; name one of them with AS
  sql c(p) """SELECT p.id, (SELECT max(id) AS id FROM p) AS x, p.ID FROM p"""
                                                                 ^^ FLOW240 The result has two columns "id"; name one of them with AS
  sql d(p) """SELECT *, * FROM p"""
           ^^^^^^^^^^^^^^^^^^^^^^^^ FLOW240 The result has two columns "id"; name one of them with AS
  sql e(p) """SELECT amount, count(*), count(*) FROM p GROUP BY 1;"""
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FLOW240 The result has two columns "count_star()"; name one of them with AS
}
`);
  });

  test('gives no plan', async () => {
    const text = `${head}flow F {
  read p: Payment from csv("p.csv")
  sql s(p) """DROP TABLE p"""
  write w(s) to jsonl("w.jsonl")
}
`;
    const document = await load({ 'main.flow': text });
    const { plan, diagnostics } = planFlow({ document, projectFolder: document.uri });
    expect(plan).toBeUndefined();
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'A query begins with SELECT, WITH, FROM or VALUES, not with DROP',
    ]);
  });
});

test('[N5] a column of a query comes from the columns that it is computed from', async () => {
  const document = await load({
    'main.flow': `schema Payment { id: string @pii, amount: float64 }
flow F {
  read p: Payment from csv("p.csv")
  sql s(p) """SELECT count(*) AS n, max(amount) AS m FROM p WHERE id <> ''"""
  write w(s) to jsonl("w.jsonl")
  sql t(p) """SELECT max(id) AS i FROM p"""
  write v(t) to jsonl("v.jsonl")
}
`,
  });
  expect(checkDocument(document).map(({ code, message }) => `${code} ${message}`)).toEqual([
    expect.stringMatching(/^FLOW6.*"i"/),
  ]);
});

test('[T9] what is said of each value goes on with a column that the query gives as it is, and with no other', async () => {
  const document = await load({
    'main.flow': `
schema S { id: string @key, card: string @pii, amount: float64 @range(min: 0) @unit("EUR"), kind: string @oneOf("a", "b") }
flow F {
  read p: S from csv("p.csv")
  sql q(p) """
    SELECT id, card, amount AS paid, amount * 2 AS twice, kind, upper(kind) AS loud, max(amount) AS most
    FROM (SELECT * FROM p) GROUP BY id, card, amount, kind
  """
  sql both(p) """SELECT amount FROM p UNION ALL SELECT amount FROM p"""
  sql renamed(p) """SELECT "Kind" FROM p AS t(id, card, amount, "Kind")"""
}
`,
  });
  const flow = (document.parseResult.value as FlowFile).declarations.find(isFlow);
  const { nodes } = analyzeFlow(flow as Flow);
  const rules = ['q', 'both', 'renamed'].map((name) =>
    Object.fromEntries(nodes.get(name)?.output?.fields.map((field) => [field.name, field.rules]) ?? []),
  );
  const amount = { range: { min: 0 }, unit: 'EUR' };
  expect(rules).toEqual([
    {
      id: undefined,
      card: undefined,
      paid: amount,
      twice: undefined,
      kind: { oneOf: ['a', 'b'] },
      loud: undefined,
      most: undefined,
    },
    { amount: undefined },
    { Kind: { oneOf: ['a', 'b'] } },
  ]);
});
