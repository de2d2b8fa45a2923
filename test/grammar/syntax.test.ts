import {
  MillraceGeneratedModule,
  MillraceGeneratedSharedModule,
  MillraceLanguageMetaData,
} from '@millrace/grammar/syntax';
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
} from 'langium';
import { expect, test, vi } from 'vitest';
import { analyze, checkDiagnostics, loadFlow, outputs } from '../support/flow-fixture.ts';

const around = (statement: string) => `
schema Payment { id: string, amount: float64 }
flow F -> last {
  read payments: Payment from csv("payments.csv")
${statement}
  select last(payments) { id }
}
`;

test.each([
  ['a condition that ends too early', '  filter large(payments) where amount >'],
  ['a filter without condition', '  filter large(payments) where'],
  ['a connector that is missing', '  write out(payments) to'],
  ['a call left open', '  write out(payments) to csv("out.csv"'],
  ['a text left open', '  write out(payments) to csv("out.csv'],
  ['a schema that is missing', '  read other:'],
  ['a name that is missing', '  read'],
  ['a block left open', '  select some(payments) { id, half: amount / 2'],
  ['a block without its opening', '  task clean(payments) -> Payment'],
  ['an item without value', '  select some(payments) { half: }'],
  ['an input left open', '  select some(payments { id }'],
  ['a word that starts nothing', '  flter large(payments) where true'],
  ['a model that is missing', '  infer scored(payments) with'],
  ['a list left open', '  infer scored(payments) with M { inputs: { x: [id, amount } }'],
  ['a parenthesis left open', '  filter large(payments) where (amount > 3'],
  ['an operator that does not exist', '  filter large(payments) where amount = 3'],
  ['a value too many', '  filter large(payments) where amount > 3 4'],
  ['a block of properties left open', '  select some(payments) { id } with { onError: skip'],
  ['properties that are missing', '  select some(payments) { id } with'],
  ['a block left open before its properties', '  select some(payments) { id with { onError: skip }'],
  ['a character that means nothing', '  filter large(payments) # where amount'],
])('[L8] %s leaves the statements around it known', async (_name, statement) => {
  const known = await outputs(around(statement));
  expect(known).toMatchObject({ payments: 'id: string, amount: float64', last: 'id: string' });
});

test.each([
  ['a schema left open', 'schema Half { id: string'],
  ['a schema left open in a record', 'schema Half { id: string, inner: { x: int32'],
  ['a field left open', 'schema Half { id:'],
  ['a model left open', 'model Half {'],
  ['a type that is missing', 'schema Half { id: }'],
  ['a colon that is missing', 'schema Half { id string }'],
  ['a word that starts nothing', 'schem Half { id: string }'],
  ['a model without value', 'model Half { file: }'],
  ['an import left open', 'import { A from "./a.flow"'],
])('[L8] %s leaves the declarations below it known', async (_name, declaration) => {
  const known = await outputs(`${declaration}${around('')}`);
  expect(known.last).toBe('id: string');
});

test('[L8] what the parser says is said in words, at the word that needs more', () =>
  checkDiagnostics(`
schema Payment { id: string, amount float64 }
                                    ^^^^^^^ FLOW101 Expected ":" after "amount"
model Risk { file "risk.onnx" }
                  ^^^^^^^^^^^ FLOW101 Expected ":" after "file"
schem Other { id: string }
^^^^^ FLOW101 Unexpected "schem". Did you mean "schema"?
flow F {
  read payments: Payment from csv("payments.csv")
                                  ^^^^^^^^^^^^^^ FLOW502 There is no "payments.csv" yet; the flow cannot run without it
  filter large(payments) where amount >
                                      ^ FLOW101 Expected an expression after ">"
  filter small(payments) where
                             ^ FLOW101 Expected a condition after "where"
  filter equal(payments) where amount = 3
                                      ^ FLOW101 Unexpected "="; write "==" to compare
  filter other(payments) where amount > 3 4
                                          ^ FLOW101 Unexpected "4"
  select some(payments) { half: }
                                ^ FLOW101 Expected an expression after ":"
  infer scored(payments) with
  flter odd(payments) where true
        ^^^ FLOW101 Unexpected "odd"; a node starts with read, select, filter, route, infer, task, join, union, aggregate, sql, review, write, use or group
  task clean(payments) -> Payment
                                ^ FLOW101 Expected "{" after "Payment"
  write out(payments) to
                       ^ FLOW101 Expected a connector such as csv("out.csv") after "to"
  write more(payments) to csv("out.csv"
                                      ^ FLOW101 Expected ")" after "out.csv"
}
`));

test('[L8] a flow that is not closed says so at its end', () =>
  checkDiagnostics(`
schema Payment { id: string }
flow F {
  read payments: Payment from csv("payments.csv")
  write out(payments) to csv("out.csv")
                                      ^ FLOW101 Expected "}" to close the flow
//- /payments.csv
`));

test('[L8] a node outside of a flow is told where it belongs', () =>
  checkDiagnostics(`
schema Payment { id: string }
read payments: Payment from csv("payments.csv")
^^^^ FLOW101 A node stands inside of a flow: flow Name { read … }
`));

test('[L8] a text left open is reported once', () =>
  checkDiagnostics(`
schema Payment { id: string }
flow F {
  read payments: Payment from csv("payments.csv)
                                  ^ FLOW102 Unexpected open string; close it with "
  write out(payments) to csv("out.csv")
}
`));

test('[L8] a damaged statement has no follow-ups, the others keep their own mistakes', () =>
  checkDiagnostics(`
schema Payment { id: string, amount: float64 }
flow F {
  read payments: Payment from csv("payments.csv", delimiter: )
                                                             ^ FLOW101 Expected an expression after ":"
  infer scored(payments) with
                            ^ FLOW101 Expected the name of a model after "with"
  select some(payments) { id, nme }
                              ^^^ FLOW257 Unknown column "nme"
  write out(some) to csv("out.csv")
}
//- /payments.csv
`));

test('[L1] comments may stand anywhere, and a documentation comment belongs to what follows it', async () => {
  const { nodes } = await analyze(`
/* a block */ schema Payment { // to the end of the line
  /** Who paid. */
  id: string
  /* no documentation */
  amount: float64
}
flow F -> payments { read payments: Payment from csv("p.csv") }
`);
  expect(nodes.get('payments')?.output?.fields.map(({ name, doc }) => [name, doc])).toEqual([
    ['id', 'Who paid.'],
    ['amount', undefined],
  ]);
});

test('[L2] any text in back-quotes is a name, and keywords are names where nothing starts', async () => {
  const known = await outputs(`
schema Odd { \`src bytes\`: int32, label: string, from: string, model: string, filter: string, null: string }
flow F -> some {
  read all: Odd from csv("a.csv")
  select some(all) { bytes: \`src bytes\`, label, from, model, \`filter\` }
}
`);
  expect(known.all).toBe('src bytes: int32, label: string, from: string, model: string, filter: string, null: string');
});

test('[L3] escapes mean what they mean in JSON, and anything else is a mistake', () =>
  checkDiagnostics(`
schema A { text: string }
flow F {
  read a: A from csv("a.csv", nullText: "\\\\N", quote: "\\"")
  filter b(a) where text in ["a\\\\b\\n\\t\\u00e9\\u{1f600}", "\\d", "c:\\users"]
                                                         ^^ FLOW103 Unknown escape \\d; write \\\\ for a backslash
                                                                 ^^ FLOW103 Unknown escape \\u; write \\\\ for a backslash
  write c(b) to csv("c.csv")
}
//- /a.csv
`));

test('[L4] a block of text loses the indentation its lines share', async () => {
  const { document } = await loadFlow(`
flow F(text: string = """
    first
      second "quoted"
  """) { }
`);
  const file = document.parseResult.value as unknown as {
    declarations: { parameters: { default: { value: string } }[] }[];
  };
  expect(file.declarations[0]?.parameters[0]?.default.value).toBe('first\n  second "quoted"');
});

test('[L8] a declaration in the first column ends what is open above it', () =>
  checkDiagnostics(`
schema Half { id: string
                       ^ FLOW101 Expected "}" after "string"
schema Payment { id: string, flow: int32
  model: string }
flow F -> p {
  read p: Payment from csv("p.csv"
                                 ^ FLOW101 Expected ")" after "p.csv"
flow G -> p {
  read p: Payment from csv("p.csv")
}
//- /p.csv
`));

test('the grammar passes the checks that the parser leaves out at run time to start fast', () => {
  const warnings = vi.spyOn(console, 'log');
  const shared: LangiumSharedCoreServices = inject(
    createDefaultSharedCoreModule(EmptyFileSystem),
    MillraceGeneratedSharedModule,
  );
  const flow: LangiumCoreServices = inject(createDefaultCoreModule({ shared }), MillraceGeneratedModule, {
    LanguageMetaData: () => ({ ...MillraceLanguageMetaData, mode: 'development' as const }),
  });
  shared.ServiceRegistry.register(flow);
  expect(MillraceLanguageMetaData.mode).toBe('production');
  expect(flow.parser.LangiumParser.parse('flow F { }').parserErrors).toEqual([]);
  expect(warnings).not.toHaveBeenCalled();
});
