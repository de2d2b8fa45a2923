import { DefaultWorkspaceManager } from 'langium';
import type { WorkspaceFolder } from 'vscode-languageserver';

/**
 * Loads the project's files behind the open ones: a person who opens a file in a large project has its diagnostics before the
 * project is read. The first changes of open files need not wait for it.
 */
export class BackgroundLoading extends DefaultWorkspaceManager {
  override async initializeWorkspace(folders: WorkspaceFolder[]): Promise<void> {
    this._ready.resolve();
    // Not awaited: this runs under the lock that the loading itself needs.
    void this.loadFolders(folders).catch((failure: unknown) => console.error('Cannot read the project:', failure));
  }

  private async loadFolders(folders: WorkspaceFolder[]): Promise<void> {
    const found = await Promise.all(folders.map((folder) => this.searchFolder(this.getRootFolder(folder))));
    await this.mutex.write(async (token) => {
      const unknown = found.flat().filter((uri) => !this.langiumDocuments.hasDocument(uri));
      await this.documentBuilder.update(unknown, [], token);
    });
  }
}
