import {
  type DiagramChangedParams,
  methods,
  type NodeAtResult,
  type OpenDiagramResult,
} from '@millrace/language-server/protocol';
import type { HostMessage } from '@millrace/webview/protocol';
import { type Disposable, type Position, Uri } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';

/**
 * Follows the diagram of one file at the server and says what changes. Notifications count up by one; a gap, or a server that was
 * started again, means that something was missed, and the whole diagram is asked for anew.
 */
export class DiagramSession implements Disposable {
  readonly #client: LanguageClient;
  readonly #tell: (message: HostMessage) => void;
  readonly #subscriptions: Disposable[];
  #followed: { uri: Uri; flow: string | undefined } | undefined;
  #shownFlow: string | undefined;
  #version = Number.NaN;

  constructor(client: LanguageClient, tell: (message: HostMessage) => void) {
    this.#client = client;
    this.#tell = tell;
    this.#subscriptions = [
      client.onNotification(methods.diagramChanged, (params: DiagramChangedParams) => this.#change(params)),
      client.onDidChangeState(({ newState }) => newState === State.Running && this.#refreshLater()),
    ];
  }

  get uri(): Uri | undefined {
    return this.#followed?.uri;
  }

  /** The flow that is drawn; undefined while none is. */
  get flow(): string | undefined {
    return this.#shownFlow;
  }

  async follow(uri: Uri, flow?: string): Promise<void> {
    if (this.uri !== undefined && this.uri.toString() !== uri.toString()) this.#close();
    this.#followed = { uri, flow };
    await this.refresh();
  }

  /** Says the whole diagram as it is now. */
  async refresh(): Promise<void> {
    const asked = this.#followed;
    if (asked === undefined || this.#client.state !== State.Running) return;
    const params = { uri: asked.uri.toString(), flow: asked.flow };
    const result = await this.#client.sendRequest<OpenDiagramResult>(methods.openDiagram, params);
    if (asked !== this.#followed) return;
    this.#version = result?.version ?? Number.NaN;
    this.#shownFlow = result?.diagram.flow;
    const { flows, diagram } = result ?? { flows: [], diagram: null };
    this.#tell({ type: 'diagram', file: asked.uri.toString(), flows, diagram });
  }

  async nodeAt(position: Position): Promise<NodeAtResult> {
    if (this.uri === undefined || this.#client.state !== State.Running) return null;
    const { line, character } = position;
    return this.#client.sendRequest<NodeAtResult>(methods.nodeAt, {
      uri: this.uri.toString(),
      position: { line, character },
    });
  }

  dispose(): void {
    this.#close();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #change({ uri, version, patches }: DiagramChangedParams): void {
    if (Uri.parse(uri).toString() !== this.uri?.toString()) return;
    if (version !== this.#version + 1) return void this.#refreshLater();
    this.#version = version;
    this.#shownFlow = patches.findLast((patch) => patch.type === 'replace')?.diagram.flow ?? this.#shownFlow;
    this.#tell({ type: 'patches', patches });
  }

  /** Nobody waits for it: that it failed goes to the log, and the picture stays as it is. */
  #refreshLater(): void {
    this.refresh().catch((error: unknown) => this.#client.error('The diagram could not be refreshed', error, false));
  }

  #close(): void {
    if (this.uri !== undefined && this.#client.state === State.Running) {
      void this.#client.sendNotification(methods.closeDiagram, { uri: this.uri.toString() });
    }
    this.#followed = undefined;
    this.#shownFlow = undefined;
  }
}
