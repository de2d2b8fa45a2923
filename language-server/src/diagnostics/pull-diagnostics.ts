/**
 * Answers a client that asks for diagnostics. A document's answer waits for the text as it is now. The workspace's answer
 * comes at once where there is news, else it waits until there is some: a client that asks again and again costs nothing.
 * What changes without the client having touched it is told by a refresh, once per build.
 */
import { DocumentState, isOperationCancelled, URI } from 'langium';
import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  LSPErrorCodes,
  type PreviousResultId,
  ResponseError,
  type UnchangedDocumentDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { FlowLspServices } from '../services.ts';
import type { DiagnosticStore, FoundDiagnostics } from './diagnostic-store.ts';
import { type FitDiagnostic, fitDiagnostics } from './fit-client.ts';

const buildMs = 50;
/** Of a file that is gone. Clients send back what they were told, and must not be told the same again and again. */
const goneId = 'gone';

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

export class PulledDiagnostics {
  private readonly connection: Connection;
  private readonly services: FlowLspServices;
  private readonly store: DiagnosticStore;
  private readonly fit: FitDiagnostic;
  private readonly hasRelated: boolean;
  /** The result that the client has of each document it asked for. */
  private readonly sent = new Map<string, string>();
  /** How many requests for a document are under way: their answers will be new, so nobody need ask again. */
  private readonly asked = new Map<string, number>();

  constructor(connection: Connection, services: FlowLspServices, store: DiagnosticStore, client: ClientCapabilities) {
    this.connection = connection;
    this.services = services;
    this.store = store;
    this.fit = fitDiagnostics(client);
    this.hasRelated = client.textDocument?.diagnostic?.relatedDocumentSupport === true;
    services.shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, () => this.refreshOld());
  }

  async ofDocument(
    { uri, previousResultId }: { uri: string; previousResultId?: string | undefined },
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const key = URI.parse(uri).toString();
    await this.settled(key, token);
    const found = this.store.get(key);
    if (found === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    this.sent.set(key, found.resultId);
    const related = this.hasRelated ? this.related(key) : {};
    return {
      ...this.report(found, previousResultId),
      ...(Object.keys(related).length > 0 && { relatedDocuments: related }),
    };
  }

  /** An unknown document has no diagnostics; only a cancelled request has no answer. */
  private async settled(key: string, token: CancellationToken): Promise<void> {
    const { WorkspaceManager, DocumentBuilder } = this.services.shared.workspace;
    this.count(key, 1);
    try {
      await WorkspaceManager.ready;
      await DocumentBuilder.waitUntil(DocumentState.Validated, URI.parse(key), token);
    } catch (failure) {
      if (isOperationCancelled(failure)) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
    } finally {
      this.count(key, -1);
    }
  }

  private count(key: string, step: number): void {
    this.asked.set(key, (this.asked.get(key) ?? 0) + step);
  }

  /** What is new to the client; where nothing is, as soon as something is. */
  async ofWorkspace(
    previous: readonly PreviousResultId[],
    token: CancellationToken,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const known = new Map(previous.map(({ uri, value }) => [URI.parse(uri).toString(), value]));
    for (let news = this.news(known); ; news = this.news(known)) {
      if (news.length > 0 || token.isCancellationRequested) return news;
      await this.change(token);
    }
  }

  private news(known: ReadonlyMap<string, string>): WorkspaceDocumentDiagnosticReport[] {
    const found = [...this.store.all].filter(({ uri, resultId }) => known.get(uri) !== resultId);
    const gone = [...known].filter(([uri, value]) => value !== goneId && this.store.get(uri) === undefined);
    return [
      ...found.map((one) => ({ ...this.full(one), uri: this.store.spelled(one.uri), version: one.version ?? null })),
      ...gone.map(([uri]) => ({ ...this.full({ uri, diagnostics: [], resultId: goneId }), uri, version: null })),
    ];
  }

  /** Resolves a moment after a result came, so that a build comes as a whole, or when nobody waits any more. */
  private change(token: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const done = () => {
        clearTimeout(timer);
        for (const one of subscriptions) one.dispose();
        resolve();
      };
      const soon = () => {
        timer ??= setTimeout(done, buildMs);
      };
      const subscriptions = [this.store.onFound(soon), token.onCancellationRequested(done)];
    });
  }

  private report(found: FoundDiagnostics, previousResultId: string | undefined): Report {
    if (found.resultId !== previousResultId) return this.full(found);
    return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: found.resultId };
  }

  private full({ diagnostics, resultId }: FoundDiagnostics): FullDocumentDiagnosticReport {
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnostics.map(this.fit) };
  }

  /** Others that the client asked for before and whose result is another one by now: those that import this file. */
  private related(key: string): Record<string, Report> {
    const old = [...this.sent].flatMap(([uri, resultId]) => {
      const found = this.store.get(uri);
      return uri === key || found === undefined || found.resultId === resultId ? [] : [found];
    });
    for (const { uri, resultId } of old) this.sent.set(uri, resultId);
    return Object.fromEntries(old.map((found) => [this.store.spelled(found.uri), this.full(found)]));
  }

  private refreshOld(): void {
    const isOld = ([uri, resultId]: [string, string]) =>
      this.isOpen(uri) && !this.asked.get(uri) && this.store.get(uri)?.resultId !== resultId;
    if (![...this.sent].some(isOld)) return;
    // A client that is asked asks for all it shows; until then nothing is old twice.
    this.sent.clear();
    // A client that does not want to ask again need not.
    void this.connection.languages.diagnostics.refresh().catch(() => undefined);
  }

  private isOpen(uri: string): boolean {
    return this.services.shared.workspace.TextDocuments.get(uri) !== undefined;
  }
}
