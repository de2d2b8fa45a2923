/**
 * Which folders are known as a whole: those in which files were looked for and every file that was found has been linked since.
 * What a person stops the server from reading stays unknown, and with it whether somebody uses something.
 */
import { type DocumentBuilder, DocumentState, type URI } from 'langium';

export class LoadedFolders {
  /** By folder of the workspace: the files that are not read yet. */
  private readonly unread = new Map<string, Set<string>>();

  follow(builder: DocumentBuilder): void {
    const forget = (uri: URI) => {
      for (const files of this.unread.values()) files.delete(uri.toString());
    };
    builder.onDocumentPhase(DocumentState.Linked, ({ uri }) => forget(uri));
    builder.onUpdate((_changed, deleted) => deleted.forEach(forget));
  }

  /** `files`: those that were found in the folder and are not linked. */
  add(folder: URI, files: readonly URI[]): void {
    this.unread.set(keyOf(folder), new Set(files.map((uri) => uri.toString())));
  }

  remove(folder: URI): void {
    this.unread.delete(keyOf(folder));
  }

  /** Whether every flow file in and below a folder is known. */
  has(folder: string): boolean {
    return [...this.unread].some(
      ([root, files]) => files.size === 0 && (folder === root || folder.startsWith(`${root}/`)),
    );
  }
}

function keyOf(folder: URI): string {
  return folder.toString().replace(/\/$/, '');
}
