/**
 * Files by requests to the client, for a server that has none of its own. A client that does not say that it answers is never
 * asked: then only the texts that are open are known.
 */
import { EmptyFileSystemProvider, type FileSystemNode, type URI, UriUtils } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { type FileEntry, methods } from '../protocol.ts';

export class ClientFiles extends EmptyFileSystemProvider {
  /** Told by the client when it says hello. */
  isAnswered = false;
  private readonly connection: Connection;

  constructor(connection: Connection) {
    super();
    this.connection = connection;
  }

  override async readFile(uri?: URI): Promise<string> {
    const text = await this.ask<string>(methods.readFile, uri);
    if (text === null) throw new Error(`The client has no file ${uri?.toString()}`);
    return text;
  }

  override async exists(uri?: URI): Promise<boolean> {
    if (uri === undefined) return false;
    const above = await this.ask<FileEntry[]>(methods.readFolder, UriUtils.dirname(uri));
    return above?.some(({ name }) => name === UriUtils.basename(uri)) ?? false;
  }

  override async stat(uri: URI): Promise<FileSystemNode> {
    const above = await this.ask<FileEntry[]>(methods.readFolder, UriUtils.dirname(uri));
    const found = above?.find(({ name }) => name === UriUtils.basename(uri));
    if (found === undefined) throw new Error(`The client has no file ${uri.toString()}`);
    return { uri, isDirectory: found.isFolder, isFile: !found.isFolder };
  }

  override async readDirectory(folder?: URI): Promise<FileSystemNode[]> {
    const entries = (await this.ask<FileEntry[]>(methods.readFolder, folder)) ?? [];
    return entries.map(({ name, isFolder }) => ({
      uri: UriUtils.joinPath(folder as URI, name),
      isDirectory: isFolder,
      isFile: !isFolder,
    }));
  }

  private async ask<T>(method: string, uri: URI | undefined): Promise<T | null> {
    if (!this.isAnswered || uri === undefined) return null;
    return this.connection.sendRequest<T | null>(method, { uri: uri.toString() });
  }
}
