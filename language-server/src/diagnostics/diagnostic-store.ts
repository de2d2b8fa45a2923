/**
 * What was last found in each file, flow files and millrace.json alike: the one place where diagnostics leave the server from.
 * A result has an id that changes only when the result does, so that a client that pulls is told "as before" in one word.
 */
import { DocumentState, type LangiumDocument } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { type Diagnostic, Emitter, type Event } from 'vscode-languageserver';
import { SpelledTexts } from '../workspace/spelled-texts.ts';

export interface FoundDiagnostics {
  uri: string;
  /** Of the open text. */
  version?: number;
  diagnostics: Diagnostic[];
  resultId: string;
}

export class DiagnosticStore {
  private readonly found = new Map<string, FoundDiagnostics & { content: string }>();
  private readonly told = new Emitter<FoundDiagnostics>();
  private readonly texts: LangiumSharedServices['workspace']['TextDocuments'];
  private results = 0;

  constructor({ workspace }: LangiumSharedServices) {
    this.texts = workspace.TextDocuments;
    workspace.DocumentBuilder.onDocumentPhase(DocumentState.Validated, (document) => {
      if (document.diagnostics) this.set(document.uri.toString(), document.diagnostics, versionOf(document));
    });
    workspace.DocumentBuilder.onUpdate((_changed, deleted) => {
      for (const uri of deleted) this.delete(uri.toString());
    });
  }

  /** Fires with every result, also where it is the one before. */
  get onFound(): Event<FoundDiagnostics> {
    return this.told.event;
  }

  get all(): Iterable<FoundDiagnostics> {
    return this.found.values();
  }

  get(uri: string): FoundDiagnostics | undefined {
    return this.found.get(uri);
  }

  /** The address as the client writes it. */
  spelled(uri: string): string {
    return this.texts instanceof SpelledTexts ? this.texts.spelled(uri) : uri;
  }

  set(uri: string, diagnostics: Diagnostic[], version?: number): void {
    const content = JSON.stringify(diagnostics);
    const before = this.found.get(uri);
    const resultId = before?.content === content ? before.resultId : `${++this.results}`;
    const entry = { uri, diagnostics, resultId, content, ...(version !== undefined && { version }) };
    this.found.set(uri, entry);
    this.told.fire(entry);
  }

  /** The file is gone, and with it what was wrong in it. */
  delete(uri: string): void {
    if (!this.found.delete(uri)) return;
    this.told.fire({ uri, diagnostics: [], resultId: `${++this.results}` });
  }
}

/** Only an editor's texts are counted. */
function versionOf({ textDocument }: LangiumDocument): number | undefined {
  return textDocument.version > 0 ? textDocument.version : undefined;
}
