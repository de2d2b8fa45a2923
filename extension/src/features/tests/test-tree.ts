/** The tests of the flows as VS Code shows them: a file, and in it its tests in the order of the text. */
import { type ListTestsParams, methods, type TestPlace } from '@millrace/language-server/protocol';
import { Range, type TestController, type TestItem, Uri, workspace } from 'vscode';
import type { Millrace } from '../../millrace.ts';

/** Of all files that the server has read. */
export async function showAll({ client }: Millrace, controller: TestController): Promise<void> {
  if (!client.isRunning()) return;
  const places = await client.sendRequest<TestPlace[]>(methods.listTests, {} satisfies ListTestsParams);
  const byFile = Map.groupBy(places.filter(isLocal), ({ uri }) => uri);
  for (const [id] of controller.items) if (!byFile.has(id)) controller.items.delete(id);
  for (const [uri, own] of byFile) showFile(controller, Uri.parse(uri), own);
}

export async function showTestsOf({ client }: Millrace, controller: TestController, uri: Uri): Promise<void> {
  if (!client.isRunning()) return;
  const params: ListTestsParams = { uri: uri.toString() };
  showFile(controller, uri, await client.sendRequest<TestPlace[]>(methods.listTests, params));
}

function isLocal({ uri }: TestPlace): boolean {
  return uri.startsWith('file:');
}

/** Items that are still there keep what became of them. */
function showFile(controller: TestController, uri: Uri, places: readonly TestPlace[]): void {
  const id = uri.toString();
  if (places.length === 0) {
    controller.items.delete(id);
    return;
  }
  const file = controller.items.get(id) ?? controller.createTestItem(id, workspace.asRelativePath(uri), uri);
  const seen = new Map<string, number>();
  const items = places.map((place) => {
    const count = (seen.get(place.title) ?? 0) + 1;
    seen.set(place.title, count);
    return itemOf(controller, file, place, count);
  });
  file.children.replace(items);
  controller.items.add(file);
}

/** Two tests of one title are told apart by their order. */
function itemOf(controller: TestController, file: TestItem, { title, range }: TestPlace, count: number): TestItem {
  const id = `${title}\n${count}`;
  const item = file.children.get(id) ?? controller.createTestItem(id, title, file.uri);
  item.range = new Range(range.start.line, range.start.character, range.end.line, range.end.character);
  return item;
}
