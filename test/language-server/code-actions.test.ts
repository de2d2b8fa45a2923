/** Code actions as a client asks for them: kinds, fixes for all, imports, what is ignored, and one round trip over stdio. */

import { OperationCancelled } from 'langium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CancellationToken, type CodeAction } from 'vscode-languageserver';
import { afterEdit, codeActions, wholeRange } from '../support/code-actions.ts';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith, openText } from '../support/language-services.ts';
import { afterAction, openedText, titles } from '../support/mended-text.ts';

const shops = '//- /shops.flow\nschema Shop { id: string }\nschema Owner { id: string }\n';

describe('all of one code', () => {
  const text = 'schema A {\n  id: string @pi\n  no: string @pi\n  at: date @key(1)\n}\n';

  test('are mended together where there is more than one', async () => {
    expect((await afterAction(text, 'Fix all FLOW126 in this file'))['/main.flow']).toBe(
      'schema A {\n  id: string @pii\n  no: string @pii\n  at: date @key(1)\n}\n',
    );
    expect(await titles(text.replace('no: string @pi', 'no: string'), ['quickfix'])).not.toContain(
      expect.stringContaining('Fix all'),
    );
  });

  test('edits that meet wait for the next time', async () => {
    const two = `import { Owner, Shop } from "./shops.flow"\nschema A { id: string }\n${shops}`;
    const after = (await afterAction(two, 'Fix what can be fixed safely', ['source.fixAll']))['/main.flow'];
    expect(after).toBe('import { Shop } from "./shops.flow"\nschema A { id: string }\n');
  });
});

describe('on save', () => {
  const text = `import { Owner, Shop } from "./shops.flow"
schema A { shop: Shop, no: string @matches("\\d") }
flow F -> a, a {
  read a: A from jsonl("in\\\\a.jsonl")
  filter b(a) where amount > 1
}
${shops}`;

  test('only that is done which changes no meaning', async () => {
    const after = await afterAction(text, 'Fix what can be fixed safely', ['source.fixAll.millrace']);
    expect(after['/main.flow']).toBe(`import { Shop } from "./shops.flow"
schema A { shop: Shop, no: string @matches("\\\\d") }
flow F -> a {
  read a: A from jsonl("in/a.jsonl")
  filter b(a) where amount > 1
}
`);
  });

  test('it is no part of the light bulb', async () => {
    const all = await titles(text);
    expect(all).not.toContain('Fix what can be fixed safely');
    expect(all).not.toContain('Organize imports');
  });
});

describe('imports are organized', () => {
  test.each([
    [
      'sorted, as one per file',
      'import { Shop } from "./shops.flow"\nimport { B } from "./b.flow"\nimport { Owner } from "./shops.flow"\n',
      'import { B } from "./b.flow"\nimport { Owner, Shop } from "./shops.flow"\n',
    ],
    [
      'without what nobody uses',
      'import { Shop, Owner, B } from "./shops.flow"\n',
      'import { B, Owner, Shop } from "./shops.flow"\n',
    ],
  ])('%s', async (_, imports, after) => {
    const schema = 'schema A { shop: Shop, owner: Owner, b: B }\n';
    const text = `${imports}${schema}${shops}//- /b.flow\nschema B { id: string }\n`;
    expect((await afterAction(text, 'Organize imports', ['source.organizeImports']))['/main.flow']).toBe(
      after + schema,
    );
  });

  test('all that are unused go with their lines', async () => {
    const text = `import { Shop } from "./shops.flow"\nschema A { id: string }\n${shops}`;
    expect((await afterAction(text, 'Organize imports', ['source.organizeImports']))['/main.flow']).toBe(
      'schema A { id: string }\n',
    );
  });

  test.each([
    ['in order', `import { Shop } from "./shops.flow"\nschema A { shop: Shop }\n${shops}`],
    [
      'with comments between',
      `import { Shop } from "./shops.flow"\n// The rest.\nimport { B } from "./b.flow"\nschema A { shop: Shop, b: B }\n${shops}`,
    ],
    ['damaged', `import { Shop, from "./shops.flow"\nimport { B } from "./b.flow"\n${shops}`],
  ])('%s they stay', async (_, text) => {
    expect(await titles(text, ['source.organizeImports'])).toEqual([]);
  });
});

describe('what a person does not want to hear of', () => {
  const flow = (above = '') => `flow F {
  read p: { id: string } from csv("p.csv")
${above}  filter f(p) where id != ""
}
//- /p.csv
`;

  test('is ignored above its line, with a reason to be filled in', async () => {
    const after = await afterAction(flow(), 'Ignore FLOW302 here, with a reason');
    expect(after['/main.flow']).toContain('  // millrace-ignore FLOW302: reason\n  filter f(p)');
    expect(await titles(`${after['/main.flow']}//- /p.csv\n`)).toEqual([]);
  });

  test('joins the comment that is there', async () => {
    const after = await afterAction(
      flow('  // millrace-ignore FLOW218: so it is\n'),
      'Ignore FLOW302 here, with a reason',
    );
    expect(after['/main.flow']).toContain('  // millrace-ignore FLOW218, FLOW302: so it is\n');
  });

  test('errors are never ignored', async () => {
    expect(await titles('schema A { b: B }\n')).toEqual(['Declare schema "B"']);
  });

  test.each([
    ['{ "name": "a", "version": "1.0.0" }', '{ "rules": { "FLOW302": "off" }, "name": "a", "version": "1.0.0" }'],
    [
      '{\n  "name": "a",\n  "rules": {\n    "FLOW115": "off"\n  }\n}\n',
      '{\n  "name": "a",\n  "rules": {\n    "FLOW302": "off",\n    "FLOW115": "off"\n  }\n}\n',
    ],
    ['{ "rules": { "FLOW302": "warning" } }', '{ "rules": { "FLOW302": "off" } }'],
    ['{"rules":{}}', '{"rules":{ "FLOW302": "off" }}'],
  ])('in all of the project by %s', async (config, wanted) => {
    const [text = ''] = flow().split('//- ');
    const { services, document } = await openText(text, { 'millrace.json': config, 'p.csv': '' });
    const range = { start: { line: 2, character: 10 }, end: { line: 2, character: 10 } };
    const params = { textDocument: { uri: document.textDocument.uri }, range, context: { diagnostics: [] } };
    const actions = (await services.flow.lsp.CodeActionProvider?.getCodeActions(document, params)) as CodeAction[];
    const edit = actions.find(({ title }) => title === 'Turn FLOW302 off in millrace.json')?.edit;
    expect([...afterEdit(edit, () => config).values()]).toEqual([wanted]);
  });
});

test('a kind that is not asked for is not given', async () => {
  const { actions } = await openedText('schema A { b: B }\n');
  expect(await actions(['refactor'])).toEqual([]);
  expect((await actions(['quickfix'])).map(({ kind }) => kind)).toEqual(['quickfix']);
  expect(await actions([])).toEqual([]);
});

const literals = { codeActionKind: { valueSet: [] } };

test('a client that takes nothing but commands is offered nothing', async () => {
  const { services, document } = await openText('schema A { no: string @pi }\n', {});
  services.flow.host.Client.capabilities = { textDocument: { codeAction: {} } };
  expect(await codeActions(services, document, wholeRange(document))).toEqual([]);
});

test('a client that can do little gets each edit at once, in the plain form, and no file is made for it', async () => {
  const text = 'import { Shop } from "./shop.flow"\nschema A { shop: Shop, no: string @pi }\n';
  const { services, document } = await openText(text, {});
  services.flow.host.Client.capabilities = { textDocument: { codeAction: { codeActionLiteralSupport: literals } } };
  const { uri } = document.textDocument;
  const actions = await codeActions(services, document, wholeRange(document));
  expect(actions.map(({ title }) => title)).toEqual(['Change to "pii"']);
  expect(Object.keys(actions[0]?.edit ?? {})).toEqual(['changes']);
  expect(afterEdit(actions[0]?.edit, () => text).get(uri)).toBe(text.replace('@pi', '@pii'));
});

test('a request that is cancelled ends', async () => {
  const { services, document } = await openText('schema A { no: string @pi }\n', {});
  const params = {
    textDocument: { uri: document.textDocument.uri },
    range: wholeRange(document),
    context: { diagnostics: [] },
  };
  const answer = services.flow.lsp.CodeActionProvider?.getCodeActions(document, params, CancellationToken.Cancelled);
  await expect(answer).rejects.toBe(OperationCancelled);
});

describe('over stdio', () => {
  const text =
    'schema Payment { id: string, amount: float64 }\nflow F -> big {\n  read payments: Payment from csv("p.csv")\n  filter big(payments) where amont > 1\n}\n';
  const nightly =
    'import { Count } from "./library.flow"\nschedule Nightly runs Count(limit: 2) at cron("0 3 * * *")\n';
  const range = { start: { line: 3, character: 32 }, end: { line: 3, character: 32 } };
  const codeAction = {
    codeActionLiteralSupport: literals,
    dataSupport: true,
    resolveSupport: { properties: ['edit'] },
    isPreferredSupport: true,
  };
  let client: FlowClient;
  beforeAll(async () => {
    client = await FlowClient.start(
      folderWith({ 'main.flow': text, 'nightly.flow': nightly, 'p.csv': '' }),
      undefined,
      {
        capabilities: { textDocument: { codeAction }, workspace: { workspaceEdit: { documentChanges: true } } },
      },
    );
    await client.open('main.flow');
  });
  afterAll(() => client.stop());

  test('an action comes without its edit, which is asked for when it is chosen', async () => {
    expect(client.capabilities.codeActionProvider).toEqual({
      codeActionKinds: ['quickfix', 'refactor', 'source.organizeImports', 'source.fixAll.millrace'],
      resolveProvider: true,
    });
    const textDocument = { uri: client.uri('main.flow') };
    const diagnostics = await client.diagnostics('main.flow', (found) => found.length > 0);
    const params = { textDocument, range, context: { diagnostics } };
    const [action] = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
    expect(action).toMatchObject({ title: 'Change to "amount"', kind: 'quickfix', isPreferred: true, diagnostics });
    expect(action?.edit).toBeUndefined();
    const resolved = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    expect(afterEdit(resolved.edit, () => text).get(textDocument.uri)).toBe(text.replace('amont', 'amount'));
    expect(resolved.edit?.documentChanges).toMatchObject([{ textDocument: { uri: textDocument.uri, version: 1 } }]);
  });

  test('what nobody in the project uses is removed with its comments', async () => {
    const used = 'schema P { id: string }\nflow G { read p: P from csv("p.csv")  write w(p) to csv("w.csv") }\n';
    await client.open('unused.flow', `/** As it was. */\n// Before.\nschema Old { id: string }\n${used}`);
    const diagnostics = await client.diagnostics('unused.flow', (found) =>
      found.some(({ code }) => code === 'FLOW116'),
    );
    const at = { start: { line: 2, character: 8 }, end: { line: 2, character: 8 } };
    const params = { textDocument: { uri: client.uri('unused.flow') }, range: at, context: { diagnostics } };
    const found = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
    const action = found.find(({ title }) => title === 'Remove the declaration');
    const { edit } = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    const before = `/** As it was. */\n// Before.\nschema Old { id: string }\n${used}`;
    expect([...afterEdit(edit, () => before).values()]).toEqual([used]);
  });

  test('a file that is not open has no version, however often it was changed before', async () => {
    await client.open('nightly.flow', `${nightly}// Once.\n`);
    await client.change('nightly.flow', `${nightly}// Twice.\n`);
    await client.close('nightly.flow');
    const library =
      'flow Count(limit: int32 = 1) { read p: { id: string } from csv("p.csv")  write w(p) to csv("w.csv") }\n';
    await client.open('library.flow', library);
    const diagnostics = await client.diagnostics('library.flow', (all) => all.some(({ code }) => code === 'FLOW117'));
    const at = { start: { line: 0, character: 12 }, end: { line: 0, character: 12 } };
    const params = { textDocument: { uri: client.uri('library.flow') }, range: at, context: { diagnostics } };
    const found = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
    const action = found.find(({ title }) => title === 'Remove the parameter "limit"');
    const { edit } = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    expect(edit?.documentChanges).toMatchObject([
      { textDocument: { uri: client.uri('library.flow'), version: 1 } },
      { textDocument: { uri: client.uri('nightly.flow'), version: null } },
    ]);
  });

  test('an action of an older text or of no file we know changes nothing', async () => {
    const params = { textDocument: { uri: client.uri('main.flow') }, range, context: { diagnostics: [] } };
    const [action] = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
    await client.change('main.flow', `// More.\n${text}`);
    const resolved = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    expect(resolved).toEqual(action);
    const foreign = { title: 'Of another', data: { ...action?.data, uri: client.uri('none.flow') } };
    expect(await client.connection.sendRequest('codeAction/resolve', foreign)).toEqual(foreign);
    expect(await client.connection.sendRequest('codeAction/resolve', { title: 'Without' })).toEqual({
      title: 'Without',
    });
  });
});
