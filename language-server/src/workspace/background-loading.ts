import { isSearchedFolder } from '@millrace/grammar';
import { DefaultWorkspaceManager, DocumentState, type FileSystemNode, URI, UriUtils } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { CancellationToken, InitializeParams, WorkspaceFolder } from 'vscode-languageserver';
import type { LoadedFolders } from './loaded-folders.ts';
import { LoadingProgress } from './loading-progress.ts';

/**
 * Loads the project's files behind the open ones: a person who opens a file in a large project has its diagnostics before the
 * project is read. The first changes of open files need not wait for it. Folders come and go while the server runs.
 */
export class BackgroundLoading extends DefaultWorkspaceManager {
  private readonly services: LangiumSharedServices;
  private readonly loaded: LoadedFolders;

  constructor(services: LangiumSharedServices, loaded: LoadedFolders) {
    super(services);
    this.services = services;
    this.loaded = loaded;
    loaded.follow(this.documentBuilder);
  }

  /** As every host looks for flow files. */
  override shouldIncludeEntry(entry: FileSystemNode): boolean {
    return entry.isDirectory ? isSearchedFolder(UriUtils.basename(entry.uri)) : super.shouldIncludeEntry(entry);
  }

  override initialize(params: InitializeParams): void {
    this.folders = params.workspaceFolders ?? onlyFolder(params);
  }

  override getRootFolder({ uri }: WorkspaceFolder): URI {
    return folderAt(uri);
  }

  /** Whether a file or folder would be found, or is known though it would not; outside of the workspace nobody looks for any. */
  isFollowed(uri: URI): boolean {
    if (this.langiumDocuments.hasDocument(uri)) return true;
    return (this.folders ?? []).every((folder) => {
      const root = `${this.getRootFolder(folder).toString()}/`;
      const names = uri.toString().startsWith(root) ? uri.toString().slice(root.length).split('/') : [];
      return names.every(isSearchedFolder);
    });
  }

  override async initializeWorkspace(folders: WorkspaceFolder[]): Promise<void> {
    this._ready.resolve();
    // Not awaited: this runs under the lock that the loading itself needs.
    this.startLoading(folders);
  }

  /** Of a folder that goes everything is forgotten but what is open or lies in another one. */
  changeFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map(({ uri }) => uri));
    for (const folder of removed) this.loaded.remove(this.getRootFolder(folder));
    this.folders = [...(this.folders ?? []).filter(({ uri }) => !gone.has(uri)), ...added];
    if (removed.length > 0) this.forgetOthers(removed);
    if (added.length > 0) this.startLoading(added);
  }

  private forgetOthers(removed: readonly WorkspaceFolder[]): void {
    const { LangiumDocuments, TextDocuments } = this.services.workspace;
    const isIn = (uri: URI, folders: readonly WorkspaceFolder[] = []) =>
      folders.some((folder) => uri.toString().startsWith(`${this.getRootFolder(folder).toString()}/`));
    const gone = LangiumDocuments.all
      .map(({ uri }) => uri)
      .filter((uri) => isIn(uri, removed) && !isIn(uri, this.folders) && TextDocuments.get(uri) === undefined);
    void this.mutex.write((token) => this.documentBuilder.update([], gone.toArray(), token)).catch(tell);
  }

  private startLoading(folders: readonly WorkspaceFolder[]): void {
    this.loadFolders(folders).catch(tell);
  }

  private async loadFolders(folders: readonly WorkspaceFolder[]): Promise<void> {
    const found = await Promise.all(folders.map((folder) => this.findFiles(this.getRootFolder(folder))));
    await this.mutex.write((token) => this.load(found.flat(), token));
  }

  private async findFiles(folder: URI): Promise<URI[]> {
    const found = await this.searchFolder(folder);
    const isLinked = (uri: URI) => (this.langiumDocuments.getDocument(uri)?.state ?? 0) >= DocumentState.Linked;
    this.loaded.add(
      folder,
      found.filter((uri) => !isLinked(uri)),
    );
    return found;
  }

  private async load(uris: URI[], token: CancellationToken): Promise<void> {
    const unknown = uris.filter((uri) => !this.langiumDocuments.hasDocument(uri));
    new LoadingProgress(this.services, unknown.length).token.onCancellationRequested(() => this.leaveUnread());
    await this.documentBuilder.update(unknown, [], token);
  }

  /** A change ends the build under way, and what is not parsed then is not there any more for the next one. */
  private leaveUnread(): void {
    const { LangiumDocuments, TextDocuments } = this.services.workspace;
    void this.mutex
      .write(async (token) => {
        const unread = LangiumDocuments.all.filter(
          ({ uri, state }) => state < DocumentState.Parsed && TextDocuments.get(uri) === undefined,
        );
        for (const { uri } of unread.toArray()) LangiumDocuments.deleteDocument(uri);
        await this.documentBuilder.update([], [], token);
      })
      .catch(tell);
  }
}

/** However the client spells it: some write a slash at its end. */
export function folderAt(address: string): URI {
  const uri = URI.parse(address);
  return uri.path.length > 1 && uri.path.endsWith('/') ? uri.with({ path: uri.path.slice(0, -1) }) : uri;
}

/** What clients sent before there were several folders. */
function onlyFolder({ rootUri, rootPath }: InitializeParams): WorkspaceFolder[] | undefined {
  const uri = rootUri ?? (rootPath ? URI.file(rootPath).toString() : undefined);
  return uri === undefined ? undefined : [{ uri, name: uri.slice(uri.lastIndexOf('/') + 1) }];
}

function tell(failure: unknown): void {
  console.error('Cannot read the project:', failure);
}
