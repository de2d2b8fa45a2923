import { dirname, join, relative } from 'node:path';
import type { PageMessage, RunResults } from '@millrace/webview/protocol';
import { commands, Uri, type WebviewView, type WebviewViewProvider, window } from 'vscode';
import type { Millrace } from '../../millrace.ts';
import { Page } from '../../pages/page.ts';
import { projectFolderOf } from '../../project-folder.ts';
import { revealNode } from '../../reveal-node.ts';

export const resultsViewId = 'millrace.results';

/** The results of the last run, in the panel below the editors: the flow and its diagram stay in sight. */
export class ResultsView implements WebviewViewProvider {
  readonly #millrace: Millrace;
  #view: WebviewView | undefined;
  #page: Page | undefined;
  #shown: { results: RunResults; uri: Uri } | undefined;

  constructor(millrace: Millrace) {
    this.#millrace = millrace;
  }

  resolveWebviewView(view: WebviewView): void {
    const { places, log } = this.#millrace;
    this.#view = view;
    this.#page = new Page(
      view.webview,
      { name: 'results', title: 'Results' },
      { folder: places.pages, log, receive: (message) => this.#receive(message) },
    );
    view.onDidDispose(() => {
      this.#view = undefined;
      this.#page = undefined;
    });
  }

  show(results: RunResults, uri: Uri): void {
    this.#shown = { results, uri };
    if (this.#view === undefined) void commands.executeCommand(`${resultsViewId}.focus`, { preserveFocus: true });
    else this.#view.show(true);
    this.#page?.tell({ type: 'results', results });
  }

  #receive(message: PageMessage): void {
    if (this.#shown === undefined) return;
    const { results, uri } = this.#shown;
    if (message.type === 'ready') this.#page?.tell({ type: 'results', results });
    else if (message.type === 'reveal') this.#report(revealNode(this.#millrace, { ...message, uri: uri.toString() }));
    else if (message.type === 'open-artefact') {
      const artefact = results.artefacts[message.index];
      const folder = projectFolderOf(uri.fsPath) ?? dirname(uri.fsPath);
      if (artefact !== undefined) this.#report(openArtefact(folder, artefact.path));
    }
  }

  #report(done: PromiseLike<unknown>): void {
    done.then(undefined, (error: unknown) => {
      this.#millrace.log.error(error as Error);
      void window.showErrorMessage(String(error));
    });
  }
}

/** Only inside the project: the path comes from another process. What no editor can show is shown in its folder. */
async function openArtefact(folder: string, path: string): Promise<void> {
  const file = join(folder, path);
  if (relative(folder, file).startsWith('..')) throw new Error(`${path} is outside the project.`);
  await commands.executeCommand(path.endsWith('.parquet') ? 'revealInExplorer' : 'vscode.open', Uri.file(file));
}
