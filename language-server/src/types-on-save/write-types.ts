/**
 * When a flow file is saved, the types of its tasks follow, and those of the files that import it: where there are types of ours
 * already, or the setting wants some. Refuses to write anything of what is not saved, in folders that are not the client's, and
 * before the client has said that they are trusted. Nothing is removed: a task may be gone for a moment only.
 */
import {
  importedDocuments,
  rivalOf,
  stepTypes,
  type TypesForm,
  typesChange,
  typesForms,
  typesUri,
} from '@millrace/grammar';
import { DocumentState, type LangiumDocument, URI, UriUtils } from 'langium';
import { CancellationToken } from 'vscode-languageserver';
import type { FlowLspServices } from '../services.ts';
import type { TypesFiles } from './types-files.ts';

export class TypesWriter {
  isTrusted = false;
  private readonly services: FlowLspServices;
  private readonly files: TypesFiles;

  constructor(services: FlowLspServices, files: TypesFiles) {
    this.services = services;
    this.files = files;
  }

  /** Never rejects. */
  async saved(uri: URI): Promise<void> {
    if (!this.isTrusted || !this.services.shared.ServiceRegistry.hasServices(uri)) return;
    try {
      await this.built(uri);
      this.follow(uri);
    } catch (failure) {
      tell(failure);
    }
  }

  /** First the file, whose last letters may not have been looked at yet, then those that import it. */
  private async built(uri: URI): Promise<void> {
    const { WorkspaceManager, DocumentBuilder } = this.services.shared.workspace;
    await WorkspaceManager.ready;
    await DocumentBuilder.waitUntil(DocumentState.Validated, uri, CancellationToken.None);
    await DocumentBuilder.waitUntil(DocumentState.Validated, CancellationToken.None);
  }

  private follow(uri: URI): void {
    const { LangiumDocuments } = this.services.shared.workspace;
    const isConcerned = (document: LangiumDocument) =>
      [document, ...importedDocuments(document)].some((one) => one.uri.toString() === uri.toString());
    for (const document of LangiumDocuments.all.filter(isConcerned).toArray()) {
      try {
        this.bringUpToDate(document);
      } catch (failure) {
        tell(failure);
      }
    }
  }

  private bringUpToDate(document: LangiumDocument): void {
    const folder = this.folderOf(document.uri);
    if (folder === undefined || !this.isAllSaved(document)) return;
    for (const form of typesForms) this.writeTypes(document, form, folder);
  }

  private writeTypes(document: LangiumDocument, form: TypesForm, folder: URI): void {
    const uri = typesUri(document.uri, form);
    const existing = this.files.read(uri);
    const isWanted = this.services.flow.host.Settings.current(document.uri).types.onSave;
    if (existing === undefined && !isWanted) return;
    const rival = rivalOf(form, UriUtils.basename(document.uri), existing, (name) => this.hasFlow(document, name));
    const change = typesChange(stepTypes(document, form), existing, rival);
    if (change.to === 'write') this.files.write(uri, change.text, folder);
  }

  private hasFlow({ uri }: LangiumDocument, name: string): boolean {
    return this.files.read(UriUtils.resolvePath(UriUtils.dirname(uri), name)) !== undefined;
  }

  /** What is typed and not saved may never be: types follow what is on the disk. */
  private isAllSaved(document: LangiumDocument): boolean {
    return [document, ...importedDocuments(document)].every(({ uri, textDocument }) => {
      const isOpen = this.services.shared.workspace.TextDocuments.get(uri) !== undefined;
      return !isOpen || this.files.read(uri)?.replace(/^\ufeff/, '') === textDocument.getText();
    });
  }

  private folderOf(uri: URI): URI | undefined {
    const folders = this.services.shared.workspace.WorkspaceManager.workspaceFolders ?? [];
    const around = folders.map((folder) => URI.parse(folder.uri));
    return around.find((folder) => uri.toString().startsWith(`${folder.toString().replace(/\/$/, '')}/`));
  }
}

function tell(failure: unknown): void {
  console.error('Cannot write the types of steps:', failure instanceof Error ? failure.message : failure);
}
