/** Settings: where they come from, and what wrong ones become. */
import { createFlowLspServices, defaultSettings, nodePorts, type Settings } from '@millrace/language-server';
import { URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { expect, test } from 'vitest';
import type { ConfigurationItem, InitializeParams } from 'vscode-languageserver';

type Sent = { [section in keyof Settings]?: Record<string, unknown> | string };

const withoutTypes: Settings = { ...defaultSettings, inlayHints: { ...defaultSettings.inlayHints, types: false } };

/** A server that a client with this answer to `workspace/configuration` has started. */
async function start(
  { capabilities = {}, ...params }: Partial<InitializeParams>,
  answer?: (item: ConfigurationItem) => unknown,
) {
  const { shared, flow } = createFlowLspServices({ ...NodeFileSystem, ports: nodePorts() });
  const all = { processId: null, rootUri: null, workspaceFolders: null, capabilities, ...params };
  await shared.lsp.LanguageServer.initialize(all);
  const registered: unknown[] = [];
  await shared.workspace.ConfigurationProvider.initialized({
    register: (options) => void registered.push(options),
    fetchConfiguration: async (items: ConfigurationItem[]) => items.map((item) => answer?.(item) ?? null),
  });
  return { settings: flow.host.Settings, client: flow.host.Client, registered };
}

test.each<[string, unknown, Settings]>([
  ['one value', { inlayHints: { types: false } }, withoutTypes],
  ['nothing', undefined, defaultSettings],
  ['null', null, defaultSettings],
  ['a text', 'off', defaultSettings],
  ['a list', [false], defaultSettings],
  ['values of other types', { inlayHints: { types: 'no' }, codeLenses: null } satisfies Sent | object, defaultSettings],
  ['keys that are none', { inlayHints: { types: false, colour: 'red' }, other: true }, withoutTypes],
])('%s in the answer of the client', async (_, sent, expected) => {
  const { settings } = await start({ capabilities: { workspace: { configuration: true } } }, () => sent);
  expect(settings.current()).toEqual(expected);
});

test('a client without configuration gives settings and commands at the start', async () => {
  const options = { millrace: { inlayHints: { types: false } }, commands: ['millrace.peek'] };
  const { settings, client, registered } = await start({ initializationOptions: options });
  expect(settings.current()).toEqual(withoutTypes);
  expect([client.hasCommand('millrace.peek'), client.hasCommand('millrace.runFlow')]).toEqual([true, false]);
  expect(registered).toEqual([]);
});

test('a change sent along counts, and one that is only announced is asked for', async () => {
  const silent = await start({});
  silent.settings.updateConfiguration({ settings: { millrace: { inlayHints: { types: false } } } });
  expect(silent.settings.current()).toEqual(withoutTypes);

  let types = true;
  const asked = await start({ capabilities: { workspace: { configuration: true } } }, () => ({
    inlayHints: { types },
  }));
  types = false;
  const change = new Promise<void>((resolve) => void asked.settings.onChange(() => resolve()));
  asked.settings.updateConfiguration({ settings: null });
  await change;
  expect(asked.settings.current()).toEqual(withoutTypes);
});

test('folders may differ, and the innermost counts', async () => {
  const folders = ['file:///a', 'file:///a/b'].map((uri) => ({ uri, name: uri }));
  const { settings } = await start(
    { capabilities: { workspace: { configuration: true } }, workspaceFolders: folders },
    ({ scopeUri }) => ({ inlayHints: { types: scopeUri !== 'file:///a/b' } }),
  );
  const typesOf = (uri: string) => settings.current(URI.parse(uri)).inlayHints.types;
  expect([typesOf('file:///a/x.flow'), typesOf('file:///a/b/x.flow'), typesOf('untitled:x')]).toEqual([
    true,
    false,
    true,
  ]);
});

test.each([
  ['a slash at its end', 'file:///a/', 'file:///a/x.flow'],
  ['small escapes', 'file:///%c3%b6', 'file:///ö/x.flow'],
  ['a large drive letter', 'file:///C:/a', 'file:///c%3A/a/x.flow'],
])('a folder may be spelled with %s', async (_, folder, file) => {
  const { settings } = await start(
    { capabilities: { workspace: { configuration: true } }, workspaceFolders: [{ uri: folder, name: 'a' }] },
    ({ scopeUri }) => ({ inlayHints: { types: scopeUri !== folder } }),
  );
  expect(settings.current(URI.parse(file)).inlayHints.types).toBe(false);
});

test('changes are asked for only where the client can say that there are some', async () => {
  const can = { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } };
  expect((await start({ capabilities: can })).registered).toEqual([{ section: 'millrace' }]);
  expect((await start({ capabilities: { workspace: { configuration: true } } })).registered).toEqual([]);
});

test('a client that fails to answer leaves what is known', async () => {
  const failing = () => {
    throw new Error('no');
  };
  const { settings } = await start({ capabilities: { workspace: { configuration: true } } }, failing);
  expect(settings.current()).toEqual(defaultSettings);
});
