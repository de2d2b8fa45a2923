import { describe, expect, test } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';
import { paymentFlow, withStatement } from '../support/payment-flow.ts';

async function complete(marked: string, files: Record<string, string> = {}): Promise<CompletionItem[]> {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text, files);
  const list = await services.flow.lsp.CompletionProvider?.getCompletion(document, {
    textDocument: { uri: document.textDocument.uri },
    position,
  });
  return list?.items ?? [];
}

async function labels(marked: string, files: Record<string, string> = {}): Promise<string[]> {
  const items = await complete(marked, files);
  return items.map((item) => item.label);
}

const scalars = ['bool', 'int8', 'float64', 'string', 'timestamp', 'json'];

describe('names of nodes', () => {
  test('an input is a node that this statement does not feed, the nearest first, or its errors', async () => {
    expect(await labels(withStatement('filter odd(<|>'))).toEqual([
      'large',
      'features',
      'payments',
      'large.errors',
      'features.errors',
      'payments.errors',
    ]);
  });

  test('a node behind the statement is no input of it', async () => {
    const text = paymentFlow.replace('select features(payments)', 'select features(<|>)');
    expect(await labels(text)).toEqual(['payments', 'payments.errors']);
  });

  test('behind the dot of an input stands a port', async () => {
    expect(await labels(withStatement('write bad(large.<|>) to jsonl("x.jsonl")'))).toEqual(['errors']);
  });

  test('a task waits for nodes', async () => {
    const found = await labels(withStatement('task notify after <|>'));
    expect(found).toEqual(['report', 'large', 'features', 'payments']);
  });
});

describe('fields', () => {
  test('a condition sees the fields of its input, the parameters and the functions', async () => {
    const found = await labels(withStatement('filter odd(payments) where <|>'));
    expect(found.slice(0, 5)).toEqual(['amount', 'card', 'merchant', 'country', 'threshold']);
    expect(found).toContain('ln');
    expect(found).toContain('not');
    expect(found).not.toContain('add');
  });

  test('half an operator is enough context', async () => {
    const found = await complete(withStatement('filter odd(payments) where amount > <|>'));
    expect(found.find(({ label }) => label === 'amount')?.detail).toBe('float64');
    expect(found.find(({ label }) => label === 'threshold')?.detail).toBe('parameter float64');
  });

  test('behind a dot stand the fields of the nested record', async () => {
    expect(await labels(withStatement('filter odd(payments) where merchant.<|>'))).toEqual(['id', 'category']);
  });

  test('bad records have fields of their own', async () => {
    expect(await labels(withStatement('filter odd(payments.errors) where <|>'))).toContain('attempt');
  });

  test('a select offers what it does not have yet', async () => {
    const text = paymentFlow.replace('    merchant\n', '    <|>\n');
    expect((await labels(text)).slice(0, 3)).toEqual(['card', 'merchant', 'country']);
    expect(await labels(text)).not.toContain('amount');
  });

  test('only records can be spread', async () => {
    expect(await labels(withStatement('select s(payments) { ...<|> }'))).toEqual(['merchant']);
  });

  test('except takes fields', async () => {
    expect(await labels(withStatement('select s(payments) { * except (card, <|>) }'))).toEqual([
      'amount',
      'merchant',
      'country',
    ]);
  });

  test('a broken statement below does not hide the fields', async () => {
    const found = await labels(withStatement('filter odd(payments) where <|>\n  select broken( {'));
    expect(found).toContain('amount');
  });
});

describe('types, schemas and annotations', () => {
  test('a node reads a schema, a field has any type', async () => {
    expect(await labels(withStatement('read more: <|>'))).toEqual(['Merchant', 'Payment']);
    const found = await labels('schema A { x: int32 }\nschema B { y: <|> }');
    expect(found[0]).toBe('A');
    expect(found).toEqual(expect.arrayContaining(scalars));
  });

  test('a schema extends another', async () => {
    expect(await labels('schema A { x: int32 }\nschema B extends <|> { }')).toEqual(['A']);
  });

  test('annotations fit the type of their field', async () => {
    expect(await labels('schema A { x: string @<|> }')).toEqual(
      expect.arrayContaining(['key', 'pii', 'oneOf', 'pattern', 'default']),
    );
    expect(await labels('schema A { x: string @<|> }')).not.toContain('range');
    expect(await labels('schema A { x: int32 @key @<|> }')).not.toContain('key');
  });

  test('an import offers what the other file declares', async () => {
    const files = { 'other.flow': 'schema X { a: int32 }\nschema Y { a: int32 }' };
    expect(await labels('import { X, <|> } from "./other.flow"', files)).toEqual(['Y']);
  });
});

describe('keywords', () => {
  test('a file begins with a declaration', async () => {
    expect(await labels('<|>')).toEqual([
      'import',
      'schema',
      'model',
      'flow',
      'dataset',
      'test',
      'schedule',
      'trigger',
    ]);
  });

  test('a flow consists of nodes, offered as whole statements', async () => {
    const items = await complete(withStatement('<|>'));
    expect(items.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['read', 'select', 'filter', 'infer', 'task', 'write']),
    );
    expect(items.find(({ label }) => label === 'filter')?.textEdit?.newText).toContain('where');
  });

  test('what is given up by the parser is not gone on with', async () => {
    expect(await labels(withStatement('filter odd(payments) where amount between 1 <|>'))).toEqual(['and']);
    expect(await labels(withStatement('filter odd(payments) where amount between <|>'))).toContain('threshold');
    expect(await labels(withStatement('select s(payments) { amount merchant.<|> }'))).toEqual([]);
  });

  test('what is typed narrows the words', async () => {
    expect(await labels(withStatement('fil<|>'))).toEqual(['filter']);
  });

  test('a statement goes on with its own words', async () => {
    expect(await labels(withStatement('filter odd(payments) <|>'))).toEqual(['where']);
    expect(await labels(withStatement('read more: Payment <|>'))).toEqual(['from']);
    expect(await labels(withStatement('write out(large) <|>'))).toEqual(['to']);
    expect(await labels(withStatement('filter odd(payments) where amount <|>'))).toEqual(
      expect.arrayContaining(['and', 'or', 'in', 'between']),
    );
    expect(await labels('schema A <|>')).toEqual(['extends']);
    expect(await labels(withStatement('select s(payments) { * <|> }'))).toContain('except');
    expect(await labels(withStatement('select s(payments) { ...merchant <|> }'))).toContain('as');
  });

  test('there is nothing to say in a comment, and none of it in a string', async () => {
    expect(await labels(withStatement('// fil<|>'))).toEqual([]);
    expect(await labels(withStatement('/* fil<|> */'))).toEqual([]);
    expect(await labels(withStatement('filter odd(payments) where card == "<|>"'))).toEqual([]);
  });
});

describe('properties and options', () => {
  test('a node has the properties of its kind that it does not have yet', async () => {
    const found = await labels(withStatement('task clean(payments) -> Payment { run: node("a.ts"), <|> }'));
    expect(found).toEqual(expect.arrayContaining(['mode', 'timeout', 'retry', 'onError', 'batch']));
    expect(found).not.toContain('run');
  });

  test('nested properties', async () => {
    expect(await labels(withStatement('task clean(payments) { retry: { <|> } }'))).toEqual(['attempts', 'backoff']);
  });

  test('words of an enumeration', async () => {
    expect(await labels(withStatement('filter f(payments) where true { onError: <|> }'))).toEqual(['fail', 'skip']);
  });

  test('runners run', async () => {
    const [runner] = await complete(withStatement('task clean(payments) { run: <|> }'));
    expect(runner).toMatchObject({ label: 'node', textEdit: { newText: 'node("$1")' } });
  });

  test('connectors and their options', async () => {
    expect(await labels(withStatement('write w(large) to <|>'))).toEqual([
      ...['csv', 'jsonl', 'parquet', 'sqlite', 'postgres', 'http', 'stdout'],
    ]);
    expect(await labels(withStatement('write w(large) to csv("x.csv", <|>'))).toEqual(
      expect.arrayContaining(['delimiter', 'header', 'quote', 'nullText']),
    );
    expect(await labels(withStatement('write w(large) to csv("x.csv", header: <|>)'))).toEqual(['true', 'false']);
  });

  test('tables, services and pipes: what a call cannot be without, secrets, choices and objects', async () => {
    const texts = (await complete(withStatement('write w(large) to <|>'))).map(({ textEdit }) => textEdit?.newText);
    expect(texts.slice(3)).toEqual([
      'sqlite("$1", table: "$2")',
      'postgres("$1", table: "$2")',
      'http("$1")',
      'stdout($1)',
    ]);
    expect(await labels(withStatement('write w(large) to postgres(url: <|>)'))).toEqual(['secret']);
    expect(await labels(withStatement('write w(large) to sqlite("a.db", table: "t", mode: <|>)'))).toEqual([
      ...['"append"', '"replace"', '"upsert"'],
    ]);
    expect(await labels(withStatement('read r: Payment from http("https://a.b", pages: { <|> })'))).toEqual([
      ...['next', 'parameter', 'first'],
    ]);
    expect(await labels(withStatement('read r: Payment from http("https://a.b", headers: { Accept: <|> })'))).toEqual([
      'secret',
    ]);
    expect(await labels(withStatement('read r: Payment from http("https://a.b", bearer: <|>)'))).toEqual(['secret']);
  });
});

describe('paths', () => {
  const files = { 'data/a.csv': '', 'data/b.parquet': '', 'models/m.onnx': '', 'steps/s.ts': '', 'other.flow': '' };

  test('of the kind that belongs there', async () => {
    expect(await labels(withStatement('read more: Payment from csv("data/<|>"'), files)).toEqual(['data/a.csv']);
    expect(await labels('model M { file: "models/<|>" }', files)).toEqual(['models/m.onnx']);
    expect(await labels(withStatement('task t { run: node("<|>") }'), files)).toEqual(['data/', 'models/', 'steps/']);
    expect(await labels('import { } from "<|>"', files)).toEqual(['./other.flow', './data/', './models/', './steps/']);
  });

  test('the edit takes the place of what stands between the quotes', async () => {
    const [item] = await complete('model M { file: "models/<|>old.onnx" }', files);
    expect(item?.textEdit).toMatchObject({ range: { start: { character: 17 }, end: { character: 32 } } });
  });

  test('a string without its end takes nothing from the code behind it', async () => {
    const [item] = await complete('model M { file: "models/<|> }', files);
    expect(item?.textEdit).toMatchObject({ range: { start: { character: 17 }, end: { character: 24 } } });
  });
});

test('what follows already is not written twice', async () => {
  const calls = await complete(withStatement('filter odd(payments) where flo<|>(amount) > 1'));
  expect(calls.find(({ label }) => label === 'floor')?.textEdit?.newText).toBe('floor');
  const keys = await complete(withStatement('task t(payments) { tim<|>: 5s }'));
  expect(keys.find(({ label }) => label === 'timeout')?.textEdit?.newText).toBe('timeout');
});

test('the outputs of a flow are its nodes', async () => {
  expect(await labels(paymentFlow.replace('= 0.5)', '= 0.5) -> <|>'))).toEqual([
    'large',
    'features',
    'payments',
    'report',
  ]);
});

test('positions are UTF-16 units, also behind characters outside the BMP', async () => {
  const [item] = await complete(withStatement('filter odd(payments) where card == "😀😀" and amo<|>'));
  const start = '  filter odd(payments) where card == "😀😀" and '.length;
  expect(item?.label).toBe('amount');
  expect(item?.textEdit).toMatchObject({ range: { start: { character: start }, end: { character: start + 3 } } });
});
