/**
 * The extension seen from inside its host, through VS Code's own API: the same cases under `@vscode/test-electron` and in
 * code-server. Small on purpose: no test framework runs in an extension host as well as a list of functions.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CaseName } from './results.ts';
import { until } from './until.ts';

const ids = [
  'openDiagram',
  'runFlow',
  'runToHere',
  'peek',
  'runTest',
  'stopRun',
  'packageProject',
  'verifyPackage',
  'newProject',
  'showLogs',
  'restartServer',
  'showReferences',
];

/** Every case works on the open copy of the first example and leaves its text as it was. */
export const cases: Record<CaseName, () => Promise<void>> = {
  async 'registers every command'() {
    await openFlow();
    const known = await vscode.commands.getCommands(true);
    assert.deepEqual(
      ids.map((id) => `millrace.${id}`).filter((id) => !known.includes(id)),
      [],
    );
  },

  async 'says what is wrong while it is typed, and no more when it is corrected'() {
    const { document } = await openFlow();
    const name = rangeOf(document, 'where risk', 'risk');
    await replace(document, name, 'risky');
    await until(() => errorsOf(document).some(({ range }) => range.start.isEqual(name.start)));
    await replace(document, new vscode.Range(name.start, name.end.translate(0, 1)), 'risk');
    await until(() => errorsOf(document).length === 0);
  },

  async 'completes the fields of the record'() {
    const { document } = await openFlow();
    const { start } = rangeOf(document, 'where risk', 'risk');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      start,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('risk'), `no "risk" among ${labels.join(', ')}`);
  },

  async 'says on hover what a node does to its record'() {
    const { document } = await openFlow();
    const { start } = rangeOf(document, 'infer scored', 'scored');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      start,
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((part) => (typeof part === 'string' ? part : part.value)),
    );
    assert.match(text.join('\n'), /risk/);
  },

  async 'goes from a model to its declaration'() {
    const { document } = await openFlow();
    const { start } = rangeOf(document, 'with CardRisk', 'CardRisk');
    const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      start,
    );
    const lines = places.map((place) => ('range' in place ? place.range : place.targetRange).start.line);
    assert.deepEqual(lines, [rangeOf(document, 'model CardRisk', 'CardRisk').start.line]);
  },

  async 'shows behind a node what it does, and above a flow what may be called'() {
    const { document } = await openFlow();
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      whole,
    );
    const shown = hints.map(({ label }) =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    );
    assert.match(shown.join('\n'), /\+ risk: float32/);
    // The server keeps them short; the editor would cut them in the middle of a word.
    const settings = vscode.workspace.getConfiguration('editor', document);
    assert.deepEqual([settings.get('inlayHints.maximumLength'), settings.get('tabSize')], [0, 2]);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      20,
    );
    const commands = lenses.flatMap(({ command }) => command ?? []);
    assert.ok(commands.some(({ command }) => command === 'millrace.runFlow'));
    const usages = commands.find(({ command }) => command === 'millrace.showReferences');
    assert.match(usages?.title ?? '', /^\d+ usages?$/);
    await vscode.commands.executeCommand('millrace.showReferences', ...(usages?.arguments ?? []));
    await vscode.commands.executeCommand('closeReferenceSearch');
  },

  async 'opens one diagram, however often it is asked for'() {
    await openFlow();
    await vscode.commands.executeCommand('millrace.openDiagram');
    await vscode.commands.executeCommand('millrace.openDiagram');
    await until(() => diagramTabs().length === 1);
  },

  async 'runs the flow and leaves its outputs'() {
    const { document } = await openFlow();
    await vscode.commands.executeCommand('millrace.runFlow', document.uri);
    for (const name of ['scores.parquet', 'alerts.csv']) assert.ok(existsSync(join(folder(), 'out', name)), name);
  },

  async 'runs to a node, and writes nothing'() {
    const { document } = await openFlow();
    rmSync(join(folder(), 'out'), { recursive: true, force: true });
    const { start } = rangeOf(document, 'infer scored', 'scored');
    (await openFlow()).selection = new vscode.Selection(start, start);
    assert.equal(await vscode.commands.executeCommand('millrace.runToHere'), 'succeeded');
    assert.deepEqual(existsSync(join(folder(), 'out', 'alerts.csv')), false);
  },

  async 'shows the first records of a node'() {
    const { document } = await openFlow();
    const [, flow = ''] = /flow (\w+)/.exec(document.getText()) ?? [];
    const uri = document.uri.toString();
    const shown = await vscode.commands.executeCommand<{ sinks: { rows: unknown[][]; columns: { name: string }[] }[] }>(
      'millrace.peek',
      uri,
      flow,
      'scored',
    );
    const [table] = shown.sinks;
    assert.ok(table?.columns.some(({ name }) => name === 'risk'));
    assert.ok((table?.rows.length ?? 0) > 0 && (table?.rows.length ?? 0) <= 100);
  },

  async 'runs the tests of a flow that is not saved yet'() {
    const { document } = await openFlow();
    const before = document.getText();
    const text = `\nschema Tried { n: int32 }\nflow Try -> big {\n  read rows: Tried from jsonl("no.jsonl")\n  filter big(rows) where n > 1\n}
test "right" of Try { given rows: [{ n: 2 }] expect big: [{ n: 2 }] }
test "wrong" of Try { given rows: [{ n: 2 }] expect big: [{ n: 3 }] }\n`;
    await replace(document, new vscode.Range(document.lineCount, 0, document.lineCount, 0), text);
    const uri = document.uri.toString();
    assert.deepEqual(await vscode.commands.executeCommand('millrace.runTest', uri, 'right'), ['passed']);
    assert.deepEqual(await vscode.commands.executeCommand('millrace.runTest', uri, 'wrong'), ['failed']);
    await replace(document, new vscode.Range(0, 0, document.lineCount, 0), before);
    await document.save();
  },

  async 'packages the project'() {
    const { document } = await openFlow();
    await vscode.commands.executeCommand('millrace.packageProject', document.uri);
    assert.ok(existsSync(join(folder(), 'card-fraud-1.0.0.zip')));
  },

  async 'writes the types of steps again when a flow is saved'() {
    const { document } = await openFlow();
    const types = () => readFileSync(join(folder(), 'main.flow.d.ts'), 'utf8');
    const before = types();
    const word = rangeOf(document, 'Checks the card number', 'Checks');
    await replace(document, word, 'Proves');
    await document.save();
    await until(() => types().includes('/** Proves the card number'));
    await replace(document, word, 'Checks');
    await document.save();
    await until(() => types() === before);
  },

  async 'makes the step that a task lacks, with its types'() {
    const { document } = await openFlow();
    const old = rangeOf(document, 'steps/', 'steps/');
    const before = document.getText();
    await replace(document, old, 'fresh/');
    await until(() => errorsOf(document).some(({ code }) => JSON.stringify(code).includes('FLOW501')));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(old.start, old.start.translate(0, 3)),
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    const create = actions.find(({ title }) => title.startsWith('Create "fresh/'));
    assert.ok(create?.edit, `no "Create" among ${actions.map(({ title }) => title).join(', ')}`);
    assert.ok(await vscode.workspace.applyEdit(create.edit));
    await until(() => errorsOf(document).length === 0);
    assert.equal(readdirSync(join(folder(), 'fresh')).length, 1);
    await replace(document, new vscode.Range(0, 0, document.lineCount, 0), before);
    await document.save();
  },

  async 'answers again after the server was restarted'() {
    await vscode.commands.executeCommand('millrace.restartServer');
    await cases['completes the fields of the record']();
  },
};

function folder(): string {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open');
}

async function openFlow(): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(join(folder(), 'main.flow'));
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await vscode.extensions.getExtension('millrace.millrace-vscode')?.activate();
  return editor;
}

/** The range of `word` where `context` stands first. */
function rangeOf(document: vscode.TextDocument, context: string, word: string): vscode.Range {
  const at = document.getText().indexOf(context);
  assert.ok(at >= 0, `the file does not contain: ${context}`);
  const start = document.positionAt(at + context.indexOf(word));
  return new vscode.Range(start, start.translate(0, word.length));
}

async function replace(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

function errorsOf({ uri }: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
}

function diagramTabs(): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('millrace.diagram'),
  );
}
