/**
 * What a person looks at comes first: open files, with what they import, are built up to their diagnostics before any other
 * file of the project is looked at, at the start as on every change. What an open file imports is built along with it
 * wherever it lies, so that a file opened without its folder does not look wrong. And checking waits for a pause in typing;
 * parsing and linking, which completion needs, never wait.
 */
import { loadImports, type Projects, type QueryDescriber, RelinkBuilder, restAnalysis } from '@millrace/grammar';
import {
  type BuildOptions,
  DocumentState,
  isOperationCancelled,
  type LangiumDocument,
  type MaybePromise,
  OperationCancelled,
  type URI,
} from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { CancellationToken } from 'vscode-languageserver';
import { SettleInBuild } from '../queries/settle-in-build.ts';
import { parsedText } from './large-texts.ts';
import { pauseTyping } from './pause-typing.ts';
import { ProjectNews } from './project-news.ts';

export class FlowDocumentBuilder extends RelinkBuilder {
  private readonly shared: LangiumSharedServices;
  /** Builds that have waited for their pause: one for all documents of a build. */
  private readonly paused = new WeakSet<CancellationToken>();

  /** While open files are built ahead of the others. */
  private isAhead = false;

  private readonly queries: SettleInBuild | undefined;
  private news: ProjectNews | undefined;
  private projects: Projects | undefined;

  constructor(services: LangiumSharedServices, queries?: QueryDescriber) {
    super(services);
    this.shared = services;
    this.queries = queries && new SettleInBuild(queries, services);
  }

  /** To be called once, when the analysis is connected. */
  follow(projects: Projects): void {
    this.projects = projects;
    this.news = new ProjectNews(this.langiumDocuments, projects);
  }

  /** To be called before a build when a millrace.json has come or gone. */
  findProjectsAgain(): void {
    this.projects?.findFoldersAgain();
  }

  /** First what is wrong in each file, then what a change has done to the files beside it. */
  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    token: CancellationToken,
  ): Promise<void> {
    await this.buildOpenFirst(documents, options, token);
    const untold = this.news?.untold() ?? [];
    if (untold.length === 0) return;
    for (const document of untold) this.resetToState(document, DocumentState.IndexedReferences);
    await super.buildDocuments(untold, options, token);
  }

  private async buildOpenFirst(
    documents: LangiumDocument[],
    options: BuildOptions,
    token: CancellationToken,
  ): Promise<void> {
    const open = documents.filter((document) => this.isOpen(document));
    const first = await this.withImports(open, token);
    const others = documents.filter((document) => !open.includes(document) && !first.includes(document));
    if (others.length === 0) return super.buildDocuments(first, options, token);
    await this.buildAhead(first, options, token);
    const built = await this.withImports(others, token);
    await super.buildDocuments(built, options, token);
    // Those that open files import are asked with every key; of hundreds of others nobody asks anything for hours.
    for (const document of built) if (document.state === DocumentState.Validated) restAnalysis(document);
  }

  /** What needs the whole project (references, rename) goes on waiting: the others come behind. */
  private async buildAhead(first: LangiumDocument[], options: BuildOptions, token: CancellationToken): Promise<void> {
    this.isAhead = true;
    try {
      await super.buildDocuments(first, options, token);
    } finally {
      this.isAhead = false;
    }
  }

  protected override async runCancelable(
    documents: LangiumDocument[],
    state: DocumentState,
    token: CancellationToken,
    work: (document: LangiumDocument) => MaybePromise<unknown>,
  ): Promise<void> {
    await super.runCancelable(documents, state, token, work);
    if (this.isAhead) this.currentState = DocumentState.Changed;
  }

  /** Langium tells nobody of a phase that had nothing to do; who waits for that phase would wait for ever. */
  protected override async notifyBuildPhase(
    documents: LangiumDocument[],
    state: DocumentState,
    token: CancellationToken,
  ): Promise<void> {
    if (this.isAhead) return;
    if (documents.length > 0) return super.notifyBuildPhase(documents, state, token);
    for (const listener of [...this.buildPhaseListeners.get(state)]) await listener(documents, token);
  }

  protected override async validate(document: LangiumDocument, token: CancellationToken): Promise<void> {
    if (!this.paused.has(token)) {
      this.paused.add(token);
      await pauseTyping(token);
    }
    await this.queries?.settle(document, token);
    this.news?.tell(document);
    await super.validate(document, token);
  }

  /** A text that was just opened, or has just changed, has a state only when the build that is about to begin has got there. */
  protected override awaitDocumentState(state: DocumentState, uri: URI, token: CancellationToken): Promise<URI> {
    return this.isBehind(uri) ? this.awaitPhase(state, uri, token) : super.awaitDocumentState(state, uri, token);
  }

  private isBehind(uri: URI): boolean {
    const open = this.shared.workspace.TextDocuments.get(uri);
    if (open === undefined || !this.serviceRegistry.hasServices(uri)) return false;
    const read = this.langiumDocuments.getDocument(uri)?.parseResult.value.$cstNode?.root.fullText;
    return read !== parsedText(open.getText());
  }

  private awaitPhase(state: DocumentState, uri: URI, token: CancellationToken): Promise<URI> {
    return new Promise((resolve, reject) => {
      const built = this.onDocumentPhase(state, (document) => {
        if (document.uri.toString() === uri.toString()) end(() => resolve(uri));
      });
      const cancelled = token.onCancellationRequested(() => end(() => reject(OperationCancelled)));
      const end = (settle: () => void) => {
        built.dispose();
        cancelled.dispose();
        settle();
      };
      if (token.isCancellationRequested) end(() => reject(OperationCancelled));
    });
  }

  private isOpen({ uri }: LangiumDocument): boolean {
    return this.shared.workspace.TextDocuments.get(uri) !== undefined;
  }

  /** The documents, parsed, and those they import, near or far, that are not built yet. */
  private async withImports(documents: LangiumDocument[], token: CancellationToken): Promise<LangiumDocument[]> {
    const all = new Set(documents);
    for (const document of all) {
      if (await this.parse(document, token)) {
        const imported = await this.importsOf(document);
        for (const one of imported) if (one.state < DocumentState.Validated) all.add(one);
      } else all.delete(document);
    }
    return [...all];
  }

  /** A file that has gone meanwhile, or cannot be read, is dropped: it must not end the build of the others, now or ever. */
  private async parse(document: LangiumDocument, token: CancellationToken): Promise<boolean> {
    try {
      const update = () => this.langiumDocumentFactory.update(document, token);
      await this.runCancelable([document], DocumentState.Parsed, token, update);
      return true;
    } catch (failure) {
      if (isOperationCancelled(failure)) throw failure;
      this.langiumDocuments.deleteDocument(document.uri);
      this.cleanUpDeleted(document);
      await this.emitUpdate([], [document.uri]);
      return false;
    }
  }

  /** What cannot be read is reported at the import by the check for it. */
  private importsOf(document: LangiumDocument): Promise<LangiumDocument[]> {
    return loadImports({ shared: this.shared }, document, () => {});
  }
}
