/** What may be written in the statements of every kind, and in the declarations that run flows. */
import { describe, expect, test } from 'vitest';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';

const text = `
schema Row { id: string, n: int32, at: timestamp }
dataset Rows: Row
flow Sub(rows: stream Row, level: int32 = 3) -> big, small {
  filter big(rows) where n > level
  filter small(rows) where n <= level
}
flow Main(limit: int32) {
  read a: Row from jsonl("a.jsonl")
  group "Middle" {
    route r(a) { high: n > 3, low: otherwise }
    use u: Sub(rows: r.low)
  }
  <main>
}
<file>
`;

async function labels(statement: string, place: 'main' | 'file' = 'main'): Promise<string[]> {
  const marked = text.replace(`<${place}>`, statement).replace(/<main>|<file>/, '');
  const { text: source, position } = cursorText(marked);
  const { services, document } = await openText(source, {});
  const list = await services.flow.lsp.CompletionProvider?.getCompletion(document, {
    textDocument: { uri: document.textDocument.uri },
    position,
  });
  return (list?.items ?? []).map(({ label }) => label);
}

describe('sources', () => {
  test('are nodes, ports of routes and uses, and streams', async () => {
    const found = await labels('union all(<|>)');
    expect(found.filter((label) => !label.endsWith('errors'))).toEqual(['u.big', 'u.small', 'r.high', 'r.low', 'a']);
    expect(await labels('select x(r.<|>) { id }')).toEqual(['high', 'low', 'errors']);
  });

  test('of a read and a write are connectors and datasets', async () => {
    expect(await labels('read b: Row from <|>')).toEqual([
      ...['csv', 'jsonl', 'parquet', 'sqlite', 'postgres', 'http', 'stdin'],
      'Rows',
    ]);
  });
});

describe('a use', () => {
  test('names a flow, its parameters, and what they take', async () => {
    expect(await labels('use v: <|>')).toEqual(['Sub']);
    expect(await labels('use v: Sub(<|>)')).toEqual(['rows', 'level']);
    expect(await labels('use v: Sub(rows: <|>)')).toContain('r.high');
    expect(await labels('use v: Sub(rows: a, level: <|>)')).toContain('limit');
    expect(await labels('use v: Sub(rows: a, level: <|>)')).not.toContain('n');
  });
});

describe('an aggregate', () => {
  test('has keys of the record and aggregate functions', async () => {
    expect(await labels('aggregate g(r.high) by <|>')).toEqual(['id', 'n', 'at']);
    expect(await labels('aggregate g(a) by id { total: <|> }')).toContain('countDistinct');
    expect(await labels('aggregate g(a) by id { total: sum(<|>) }')).toContain('n');
  });
});

test('a review, a dataset and the options of a dataset have properties', async () => {
  expect(await labels('review v(a) { by: "desk", <|> }')).toEqual(
    expect.arrayContaining(['onError', 'timeout', 'when']),
  );
  expect(await labels('review v(a) { by: "desk", when: <|> }')).toContain('n');
  expect(await labels('dataset D: Row { <|> }', 'file')).toEqual(['keep', 'retain']);
  expect(await labels('read b from Rows(<|>)')).toEqual(['batch']);
});

describe('declarations that run flows', () => {
  test('name the flow and the moment', async () => {
    expect(await labels('schedule S runs <|>', 'file')).toEqual(['Sub', 'Main']);
    expect(await labels('schedule S runs Main(limit: 1) at <|>("0 0 * * *")', 'file')).toEqual(['cron']);
    expect(await labels('trigger T runs Main(<|>)', 'file')).toEqual(['limit']);
  });

  test('a test gives to reads and streams and expects of nodes', async () => {
    expect(await labels('test "t" of Sub() { given <|> }', 'file')).toEqual(['rows']);
    expect(await labels('test "t" of Main(limit: 1) { expect <|> }', 'file')).toEqual(['a', 'r', 'u']);
    expect(await labels('test "t" of Main(limit: 1) { expect r.<|> }', 'file')).toEqual(['high', 'low', 'errors']);
  });
});

test('words go on where they fit, in a group as outside of it', async () => {
  const start = await labels('<|>');
  for (const word of ['route', 'join', 'union', 'aggregate', 'sql', 'review', 'use', 'group'])
    expect(start).toContain(word);
  expect(await labels('group "Last" { <|> }')).toContain('filter');
  expect(await labels('group "Last" { filter f(a) where <|> }')).toContain('n');
  expect(await labels('join j(a, r.high) <|>')).toEqual(['on']);
  expect(await labels('<|>', 'file')).toEqual(expect.arrayContaining(['dataset', 'test', 'schedule', 'trigger']));
});
