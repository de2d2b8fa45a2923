import type { PageMessage } from '@millrace/webview/protocol';
import { commands, type Disposable, type TextEditor, type Uri, type WebviewPanel, window } from 'vscode';
import { isFlowFile } from '../../flow-files.ts';
import type { Millrace } from '../../millrace.ts';
import { Page } from '../../pages/page.ts';
import { revealNode } from '../../reveal-node.ts';
import type { KnownRun } from '../../runs/runs.ts';
import { DiagramSession } from './diagram-session.ts';

/**
 * The one diagram panel. It follows the `.flow` file that was active last: its text, its cursor and its runs go to the page, what a
 * person does in the page goes to the editor. An edit never comes from here.
 */
export class DiagramPanel implements Disposable {
  readonly #millrace: Millrace;
  readonly #panel: WebviewPanel;
  readonly #page: Page;
  readonly #session: DiagramSession;
  readonly #subscriptions: Disposable[];
  /** The page asks for everything when it is drawn, and again each time it comes back from being hidden. */
  #isReady = false;

  constructor(millrace: Millrace, panel: WebviewPanel) {
    this.#millrace = millrace;
    this.#panel = panel;
    this.#page = new Page(
      panel.webview,
      { name: 'diagram', title: 'Diagram', hasLayout: true },
      {
        folder: millrace.places.pages,
        log: millrace.log,
        receive: (message) => this.#receive(message),
      },
    );
    this.#session = new DiagramSession(millrace.client, (message) => this.#page.tell(message));
    this.#subscriptions = [
      window.onDidChangeActiveTextEditor((editor) => this.#followEditor(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => void this.#followCursor(textEditor)),
      millrace.runs.onDidChange((run) => this.#tellRun(run)),
    ];
  }

  onDidClose(listener: () => void): Disposable {
    return this.#panel.onDidDispose(listener);
  }

  async show(uri: Uri, flow?: string): Promise<void> {
    this.#panel.title = `Diagram: ${uri.path.slice(uri.path.lastIndexOf('/') + 1)}`;
    await this.#session.follow(uri, flow);
    this.#tellRun(this.#millrace.runs.last);
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  dispose(): void {
    this.#session.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #receive(message: PageMessage): void {
    void this.#answer(message).catch((error: unknown) => this.#millrace.log.error(error as Error));
  }

  async #answer(message: PageMessage): Promise<void> {
    const { uri } = this.#session;
    if (message.type === 'ready') await this.#tellEverything();
    else if (message.type === 'stop-run') await commands.executeCommand('millrace.stopRun');
    else if (uri === undefined) return;
    else if (message.type === 'reveal') await revealNode(this.#millrace, { ...message, uri: uri.toString() });
    else if (message.type === 'choose-flow') await this.show(uri, message.flow);
    else if (message.type === 'run-flow') await commands.executeCommand('millrace.runFlow', uri, message.flow);
  }

  async #tellEverything(): Promise<void> {
    this.#isReady = true;
    await this.#session.refresh();
    this.#tellRun(this.#millrace.runs.last);
    await this.#followCursor(window.activeTextEditor);
  }

  #followEditor(editor: TextEditor | undefined): void {
    if (!isFlowFile(editor?.document) || this.#shows(editor.document.uri)) return;
    void this.show(editor.document.uri).catch((error: unknown) => this.#millrace.log.error(error as Error));
  }

  async #followCursor(editor: TextEditor | undefined): Promise<void> {
    if (!this.#isReady || editor === undefined || !this.#shows(editor.document.uri)) return;
    const position = editor.selection.active;
    const at = await this.#session.nodeAt(position);
    const isOld = !editor.selection.active.isEqual(position) || !this.#shows(editor.document.uri);
    if (!isOld)
      this.#page.tell({ type: 'select', node: at !== null && at.flow === this.#session.flow ? at.node : null });
  }

  #tellRun(run: KnownRun | undefined): void {
    const isOurs = run !== undefined && this.#shows(run.uri);
    this.#page.tell({ type: 'run', run: isOurs ? run.view : null });
  }

  #shows(uri: Uri): boolean {
    return uri.toString() === this.#session.uri?.toString();
  }
}
