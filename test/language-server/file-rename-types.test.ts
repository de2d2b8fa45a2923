/** The types of steps, when the flow beside them is renamed in the editor. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ResourceOperationKind, type WorkspaceEdit } from 'vscode-languageserver';
import { afterEdit } from '../support/code-actions.ts';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

const step = (path: string) =>
  `import type { T } from '${path}';\n// In main.flow.d.ts.\nexport const clean: T = (r) => r;\n`;
const pythonStep = (module: string) => `if TYPE_CHECKING:\n    from ${module} import P\n`;
const typed = (flow: string, mark = '//') =>
  `${mark} Made by "millrace types" from ${flow}. Change the flow, not this file.\n`;
const flow = `flow F {
read a: { id: string } from csv("a.csv")
task t(a) { run: node("steps/clean.ts") }
task p(a) { run: python("steps/clean.py") }
}
`;
const typedFiles = {
  'millrace.json': '{}',
  'main.flow': flow,
  'main.flow.d.ts': typed('main.flow'),
  'main_flow.pyi': typed('main.flow', '#'),
  'steps/clean.ts': step('../main.flow.d.ts'),
  'steps/clean.py': pythonStep('main_flow'),
  'lib/own.flow': 'flow G { task t { run: node("g.ts") } }\n',
  'lib/own.flow.d.ts': 'export type T = 1;\n',
};
let folder: string;
let typing: FlowClient;
beforeAll(async () => {
  folder = folderWith(typedFiles);
  const workspaceEdit = { documentChanges: true, resourceOperations: [ResourceOperationKind.Rename] };
  typing = await FlowClient.start(folder, undefined, { capabilities: { workspace: { workspaceEdit } } });
}, 60_000);
afterAll(() => typing.stop());

/** The files that are changed as they are then, by the names that they have then. */
async function after(from: string, to: string): Promise<Record<string, string>> {
  const params = { files: [{ oldUri: typing.uri(from), newUri: typing.uri(to) }] };
  const edit = await typing.connection.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', params);
  const nameOf = (uri: string) => uri.slice(uri.indexOf(folder) + folder.length + 1);
  const texts = afterEdit(edit ?? undefined, (uri) => typedFiles[nameOf(uri) as keyof typeof typedFiles]);
  for (const change of edit?.documentChanges ?? []) {
    if (!('kind' in change) || change.kind !== 'rename') continue;
    texts.set(change.newUri, texts.get(change.oldUri) ?? 'as it was');
    texts.delete(change.oldUri);
  }
  return Object.fromEntries([...texts].map(([uri, text]) => [nameOf(uri), text]));
}

test('types go along with a flow that is called otherwise, and steps import them by their new name', async () => {
  expect(await after('main.flow', 'score.flow')).toEqual({
    'score.flow.d.ts': typed('score.flow'),
    'score_flow.pyi': typed('score.flow', '#'),
    'steps/clean.ts': step('../score.flow.d.ts'),
    'steps/clean.py': pythonStep('score_flow'),
  });
});

test('types go along to another folder', async () => {
  expect(await after('main.flow', 'flows/main.flow')).toMatchObject({
    'flows/main.flow.d.ts': 'as it was',
    'flows/main_flow.pyi': 'as it was',
    'steps/clean.ts': step('../flows/main.flow.d.ts'),
    'steps/clean.py': pythonStep('flows.main_flow'),
  });
});

test('types go with their folder by themselves, and stay where a person wrote them', async () => {
  expect(await after('lib', 'library')).toEqual({});
  expect(await after('lib/own.flow', 'lib/other.flow')).toEqual({});
});

test('types stay where the client renames no files', async () => {
  const alone = await FlowClient.start(folder);
  const params = { files: [{ oldUri: alone.uri('main.flow'), newUri: alone.uri('score.flow') }] };
  expect(await alone.connection.sendRequest('workspace/willRenameFiles', params)).toBeNull();
  await alone.stop();
});
