/** Over stdio, against the real server process. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClientDiagnostic, FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';
import { paymentFlow, withStatement } from '../support/payment-flow.ts';

function errors(found: ClientDiagnostic[]): ClientDiagnostic[] {
  return found.filter(({ severity }) => severity === 1);
}

describe('while typing', () => {
  let client: FlowClient;
  beforeAll(async () => {
    client = await FlowClient.start(folderWith({ 'data/payments.csv': 'amount\n' }));
    await client.open('main.flow', paymentFlow);
  });
  afterAll(() => client.stop());

  test('a whole flow has no errors', async () => {
    expect(errors(await client.diagnostics('main.flow'))).toEqual([]);
  });

  test('a mistake is reported at its words, and gone when it is corrected', async () => {
    await client.change('main.flow', paymentFlow.replace('where amount', 'where amuont'));
    const [mistake] = errors(await client.diagnostics('main.flow'));
    expect(mistake?.message).toContain('amuont');
    const line = paymentFlow.slice(0, paymentFlow.indexOf('where amount')).split('\n').length - 1;
    expect(mistake?.range).toEqual({ start: { line, character: 31 }, end: { line, character: 37 } });
    await client.change('main.flow', paymentFlow);
    expect(errors(await client.diagnostics('main.flow'))).toEqual([]);
  });

  test('a code leads to the page that explains it', async () => {
    await client.change('main.flow', paymentFlow.replace('where amount', 'where amuont'));
    const [mistake] = errors(await client.diagnostics('main.flow'));
    const page = readFileSync(new URL(mistake?.codeDescription?.href ?? ''), 'utf8');
    expect(page).toContain('# FLOW201: An unknown field');
  });

  test('ranges are UTF-16 units', async () => {
    await client.change('main.flow', withStatement('filter f(large) where "😀" == nowhere'));
    const [mistake] = errors(await client.diagnostics('main.flow'));
    expect(mistake?.range.start.character).toBe('  filter f(large) where "😀" == '.length);
  });

  test('a half-typed statement does not hide the mistake in another', async () => {
    const text = withStatement('filter odd(large) where amount >\n  filter even(large) where nowhere > 1');
    await client.change('main.flow', text);
    const found = errors(await client.diagnostics('main.flow'));
    expect(found.some(({ message }) => message.includes('nowhere'))).toBe(true);
  });

  test('of many edits only the last counts, and it is answered', async () => {
    for (let i = 0; i < 50; i++)
      await client.change('main.flow', withStatement(`filter f${i}(large) where missing${i} > 1`));
    const found = await client.diagnostics('main.flow', (items) =>
      items.some(({ message }) => message.includes('missing49')),
    );
    expect(errors(found)).toHaveLength(1);
  });
});

describe('across files and folders', () => {
  test('a change of an imported file is seen in the importing one', async () => {
    const folder = folderWith({
      'schemas.flow': 'schema Row { a: int32 }\n',
      'main.flow':
        'import { Row } from "./schemas.flow"\nflow F {\n  read r: Row from csv("r.csv")\n  filter f(r) where a > 1\n  write w(f) to csv("w.csv")\n}\n',
    });
    const client = await FlowClient.start(folder);
    await client.open('main.flow');
    expect(errors(await client.diagnostics('main.flow'))).toEqual([]);
    await client.open('schemas.flow', 'schema Row { b: int32 }\n');
    const found = await client.diagnostics('main.flow', (items) => errors(items).length > 0);
    expect(errors(found)[0]?.message).toContain('"a"');
    await client.stop();
  });

  test('a file outside the opened folder is checked with what it imports', async () => {
    const outside = folderWith({
      'schemas.flow': 'schema Row { a: int32 }\n',
      'main.flow':
        'import { Row } from "./schemas.flow"\nflow F {\n  read r: Row from csv("r.csv")\n  write w(r) to csv("w.csv")\n}\n',
    });
    const client = await FlowClient.start(folderWith({}));
    await client.open(join('..', outside.slice(outside.lastIndexOf('/') + 1), 'main.flow'));
    const name = join('..', outside.slice(outside.lastIndexOf('/') + 1), 'main.flow');
    expect(errors(await client.diagnostics(name))).toEqual([]);
    await client.stop();
  });

  test('a file that is gone when its change is told ends nothing', async () => {
    const folder = folderWith({ 'other.flow': 'schema A { a: int32 }\n', 'main.flow': paymentFlow });
    const client = await FlowClient.start(folder);
    await client.open('main.flow');
    await client.diagnostics('other.flow');
    rmSync(join(folder, 'other.flow'));
    await client.changedFile('other.flow', 2);
    await client.change('main.flow', paymentFlow.replace('where amount', 'where nowhere'));
    expect(errors(await client.diagnostics('main.flow'))).toHaveLength(1);
    await client.stop();
  });

  test('files that matter to no flow disturb nobody', async () => {
    const client = await FlowClient.start(folderWith({ 'data/payments.csv': '', 'main.flow': paymentFlow }));
    await client.open('main.flow');
    await client.diagnostics('main.flow');
    for (const name of ['out/part.parquet', 'notes', 'README.md']) await client.changedFile(name, 1);
    const line = paymentFlow.slice(0, paymentFlow.indexOf('filter large')).split('\n').length - 1;
    const range = { start: { line, character: 9 }, end: { line, character: 14 } };
    expect(await client.request('textDocument/prepareRename', 'main.flow', { line, character: 10 })).toEqual(range);
    await client.stop();
  });

  test('what was typed and not saved is gone when the file is closed', async () => {
    const client = await FlowClient.start(folderWith({ 'main.flow': paymentFlow, 'data/payments.csv': '' }));
    await client.open('main.flow', 'flow');
    expect(errors(await client.diagnostics('main.flow'))).not.toEqual([]);
    await client.close('main.flow');
    expect(errors(await client.diagnostics('main.flow'))).toEqual([]);
    await client.stop();
  });

  test('a step file that appears and goes is seen', async () => {
    const folder = folderWith({ 'data/payments.csv': '' });
    const client = await FlowClient.start(folder);
    await client.open(
      'main.flow',
      withStatement('task t(large) -> Merchant { run: node("steps/t.ts") }\n  write w(t) to csv("w.csv")'),
    );
    expect(errors(await client.diagnostics('main.flow'))[0]?.message).toContain('steps/t.ts');

    mkdirSync(join(folder, 'steps'));
    writeFileSync(join(folder, 'steps/t.ts'), 'export default () => null;\n');
    await client.changedFile('steps/t.ts', 1);
    expect(errors(await client.diagnostics('main.flow'))).toEqual([]);

    rmSync(join(folder, 'steps'), { recursive: true });
    await client.changedFile('steps', 3);
    expect(errors(await client.diagnostics('main.flow'))[0]?.message).toContain('steps/t.ts');
    await client.stop();
  });
});

test('the server ends with code 0 after shutdown, and has printed nothing to stderr', async () => {
  const client = await FlowClient.start(folderWith({}));
  await client.open('main.flow', paymentFlow);
  await client.diagnostics('main.flow');
  expect(await client.stop()).toBe(0);
  expect(client.errors).toBe('');
});
