/**
 * Builds what an opened file imports along with it, wherever that lies: a file opened without its folder must not look
 * wrong. And it waits for a pause in typing before it checks; parsing and linking, which completion needs, never wait.
 */
import { loadImports } from '@millrace/grammar';
import { type BuildOptions, DefaultDocumentBuilder, DocumentState, type LangiumDocument } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { CancellationToken } from 'vscode-languageserver';
import { pauseTyping } from './pause-typing.ts';

export class FlowDocumentBuilder extends DefaultDocumentBuilder {
  private readonly shared: LangiumSharedServices;
  /** Builds that have waited for their pause: one for all documents of a build. */
  private readonly paused = new WeakSet<CancellationToken>();

  constructor(services: LangiumSharedServices) {
    super(services);
    this.shared = services;
  }

  protected override async buildDocuments(
    documents: LangiumDocument[],
    options: BuildOptions,
    token: CancellationToken,
  ): Promise<void> {
    await this.runCancelable(documents, DocumentState.Parsed, token, (document) =>
      this.langiumDocumentFactory.update(document, token),
    );
    await super.buildDocuments([...documents, ...(await this.missingImports(documents))], options, token);
  }

  protected override async validate(document: LangiumDocument, token: CancellationToken): Promise<void> {
    if (!this.paused.has(token)) {
      this.paused.add(token);
      await pauseTyping(token);
    }
    await super.validate(document, token);
  }

  private async missingImports(documents: LangiumDocument[]): Promise<LangiumDocument[]> {
    const known = new Set(this.langiumDocuments.all.map((document) => document.uri.toString()));
    const loaded = await Promise.all(documents.map((document) => this.importsOf(document)));
    const missing = new Map(loaded.flat().map((document) => [document.uri.toString(), document]));
    return [...missing].filter(([uri]) => !known.has(uri)).map(([, document]) => document);
  }

  /** What cannot be read is reported at the import by the check for it. */
  private importsOf(document: LangiumDocument): Promise<LangiumDocument[]> {
    return loadImports({ shared: this.shared }, document).catch(() => []);
  }
}
