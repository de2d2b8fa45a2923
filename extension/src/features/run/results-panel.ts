import { dirname, join, relative } from 'node:path';
import type { PageMessage, RunResults } from '@millrace/webview/protocol';
import { commands, type Disposable, Uri, ViewColumn, window } from 'vscode';
import type { Millrace } from '../../millrace.ts';
import { PagePanel } from '../../pages/page-panel.ts';
import { projectFolderOf } from '../../project-folder.ts';
import { revealNode } from '../../reveal-node.ts';

/** The one panel with the results of the last run. */
export class ResultsPanel implements Disposable {
  readonly #millrace: Millrace;
  #page: PagePanel | undefined;
  #shown: { results: RunResults; uri: Uri } | undefined;

  constructor(millrace: Millrace) {
    this.#millrace = millrace;
  }

  show(results: RunResults, uri: Uri): void {
    this.#shown = { results, uri };
    this.#page ??= this.#open();
    this.#page.panel.title = `Results: ${results.flow}`;
    this.#page.panel.reveal(undefined, true);
    this.#page.tell({ type: 'results', results });
  }

  dispose(): void {
    this.#page?.dispose();
  }

  #open(): PagePanel {
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel('millrace.results', 'Results', column);
    panel.onDidDispose(() => {
      this.#page = undefined;
    });
    const { context, log } = this.#millrace;
    const spec = { name: 'results', title: 'Results' } as const;
    return new PagePanel(panel, spec, context.extensionUri, log, (message) => this.#receive(message));
  }

  #receive(message: PageMessage): void {
    if (this.#shown === undefined) return;
    const { results, uri } = this.#shown;
    if (message.type === 'ready') this.#page?.tell({ type: 'results', results });
    else if (message.type === 'reveal') this.#report(revealNode(this.#millrace, { ...message, uri: uri.toString() }));
    else if (message.type === 'open-artefact') {
      const artefact = results.artefacts[message.index];
      if (artefact !== undefined)
        this.#report(openArtefact(projectFolderOf(uri.fsPath) ?? dirname(uri.fsPath), artefact.path));
    }
  }

  #report(done: PromiseLike<unknown>): void {
    done.then(undefined, (error: unknown) => {
      this.#millrace.log.error(error as Error);
      void window.showErrorMessage(String(error));
    });
  }
}

/** Only the runtime says what an artefact's path is, and only inside the project is it opened. */
async function openArtefact(folder: string, path: string): Promise<void> {
  const file = join(folder, path);
  if (relative(folder, file).startsWith('..')) throw new Error(`${path} is outside the project.`);
  await commands.executeCommand(path.endsWith('.parquet') ? 'revealInExplorer' : 'vscode.open', Uri.file(file));
}
