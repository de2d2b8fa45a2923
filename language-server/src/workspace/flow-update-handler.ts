/**
 * Follows what changes on disk: flow files, and the models, data, steps and queries that flow files name. Those that name a
 * changed file, or a model that keeps weights in it, are checked again. A file counts as named when its last path segment occurs
 * in the text: too many checks cost milliseconds, one too few shows something false. Changes that come together, as when a
 * branch is switched, are one build; of a file that is gone and there again nothing is said in between; and what is open in the
 * editor is its text, whatever happens to the file.
 */
import type { Ports } from '@millrace/grammar';
import { type FileSystemProvider, type LangiumDocuments, URI, UriUtils } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import {
  type DidChangeWatchedFilesParams,
  FileChangeType,
  type FileEvent,
  type TextDocumentChangeEvent,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { BackgroundLoading } from './background-loading.ts';
import type { FlowDocumentBuilder } from './flow-document-builder.ts';
import { canonical, keepsWeightsIn } from './model-data.ts';
import { isConfig } from './open-configs.ts';
import { recheckBelow } from './recheck.ts';

/** Long enough for a version control system to write its next file. */
const gatherMs = 60;
/** However long something goes on writing, what it wrote by then is followed. */
const gatherMaxMs = 500;

export class FlowUpdateHandler extends DefaultDocumentUpdateHandler {
  private readonly services: LangiumSharedServices;
  private readonly documents: () => LangiumDocuments;
  private readonly files: () => FileSystemProvider;
  private readonly ports: Ports;
  /** By address; the last change of a file counts. */
  private readonly gathered = new Map<string, FileEvent>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private gatheredSince = 0;

  constructor(services: LangiumSharedServices, ports: Ports) {
    super(services);
    this.services = services;
    this.documents = () => services.workspace.LangiumDocuments;
    this.files = () => services.workspace.FileSystemProvider;
    this.ports = ports;
  }

  /** A client may open more than flows with this server, such as millrace.json, which others follow. */
  override didChangeContent(change: TextDocumentChangeEvent<TextDocument>): void {
    if (this.serviceRegistry.hasServices(URI.parse(change.document.uri))) super.didChangeContent(change);
  }

  /** What was typed and not saved is gone with the editor: from here on the file counts. */
  didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): void {
    if (isConfig(URI.parse(document.uri))) return;
    this.fireDocumentUpdate([URI.parse(document.uri)], []);
  }

  override didChangeWatchedFiles(params: DidChangeWatchedFilesParams): void {
    this.onWatchedFilesChangeEmitter.fire(params);
    if (this.gathered.size === 0) this.gatheredSince = Date.now();
    for (const change of params.changes) this.gathered.set(canonical(change.uri), change);
    clearTimeout(this.timer);
    const left = this.gatheredSince + gatherMaxMs - Date.now();
    this.timer = setTimeout(() => this.followGathered(), Math.max(0, Math.min(gatherMs, left)));
  }

  private followGathered(): void {
    const changes = [...this.gathered.values()];
    this.gathered.clear();
    this.follow(changes).catch((failure: unknown) => console.error('Cannot follow a change of files:', failure));
  }

  private async follow(changes: readonly FileEvent[]): Promise<void> {
    const followed = changes.filter((change) => mayHoldFlows(change) && this.isFollowed(change));
    const flows = await Promise.all(followed.map((change) => this.asItIs(change)));
    const deleted = flows.filter(isDeletion).map(({ uri }) => URI.parse(uri));
    const kept = deleted.flatMap((uri) => this.openBelow(uri));
    const changed = flows.filter((change) => !isDeletion(change)).map(({ uri }) => URI.parse(uri));
    const concerned = [...changed, ...kept, ...this.naming(changes), ...this.keepingWeights(changes)];
    const gone = deleted.filter((uri) => !kept.some((open) => UriUtils.equals(open, uri)));
    const configs = changes.filter(({ uri }) => isConfig(URI.parse(uri)));
    if (concerned.length > 0 || gone.length > 0) this.fireDocumentUpdate(distinct(concerned), gone);
    if (configs.length > 0) (this.services.workspace.DocumentBuilder as FlowDocumentBuilder).findProjectsAgain();
    for (const { uri } of configs) recheckBelow(this.services, UriUtils.dirname(URI.parse(uri)));
  }

  private isFollowed(change: FileEvent): boolean {
    return isDeletion(change) || (this.workspaceManager as BackgroundLoading).isFollowed(URI.parse(change.uri));
  }

  /** Between two branches a file is often gone for a moment only. */
  private async asItIs(change: FileEvent): Promise<FileEvent> {
    if (!isDeletion(change) || !(await this.files().exists(URI.parse(change.uri)))) return change;
    return { uri: change.uri, type: FileChangeType.Changed };
  }

  private openBelow(folder: URI): URI[] {
    const { TextDocuments } = this.services.workspace;
    const open = TextDocuments.keys().map((uri) => URI.parse(uri));
    return open.filter((uri) => isWithin(uri, folder) && this.serviceRegistry.hasServices(uri));
  }

  private naming(changes: readonly FileEvent[]): URI[] {
    const names = changes.filter(mattersToTexts).map((change) => UriUtils.basename(URI.parse(change.uri)));
    if (names.length === 0) return [];
    const naming = this.documents().all.filter((document) => {
      const text = document.textDocument.getText();
      return names.some((name) => text.includes(name));
    });
    return naming.map((document) => document.uri).toArray();
  }

  private keepingWeights(changes: readonly FileEvent[]): URI[] {
    const changed = new Set(changes.filter(({ uri }) => !uri.endsWith('.flow')).map(({ uri }) => canonical(uri)));
    if (changed.size === 0) return [];
    const keeping = this.documents().all.filter((document) => keepsWeightsIn(document, changed, this.ports));
    return keeping.map((document) => document.uri).toArray();
  }
}

function isDeletion({ type }: FileEvent): boolean {
  return type === FileChangeType.Deleted;
}

function isWithin(uri: URI, folder: URI): boolean {
  return UriUtils.equals(uri, folder) || uri.toString().startsWith(`${folder.toString()}/`);
}

function distinct(uris: readonly URI[]): URI[] {
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** A flow file, or what may be a folder of some: its name has no extension. The rest must not disturb a build under way. */
function mayHoldFlows({ uri }: FileEvent): boolean {
  return ['.flow', ''].includes(UriUtils.extname(URI.parse(uri)));
}

/** Of data and code only the existence is known to the texts, of models and queries the content too. */
function mattersToTexts({ uri, type }: FileEvent): boolean {
  if (uri.endsWith('.flow')) return false;
  return type !== FileChangeType.Changed || uri.endsWith('.onnx') || uri.endsWith('.sql');
}
