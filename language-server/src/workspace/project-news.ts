/**
 * Finds the files whose mistakes have changed though nobody touched them: what only a project shows may come and go with any of
 * its files. It costs nothing while the facts of all files stay the same, whatever is typed.
 */
import { type FlowDiagnostic, type Projects, projectDiagnostics, toLspDiagnostic } from '@millrace/grammar';
import { DocumentState, type LangiumDocument, type LangiumDocuments, URI } from 'langium';

export class ProjectNews {
  private readonly documents: LangiumDocuments;
  private readonly projects: Projects;
  /** What was last told of a file; nothing of most. */
  private readonly told = new Map<string, string>();

  constructor(documents: LangiumDocuments, projects: Projects) {
    this.documents = documents;
    this.projects = projects;
  }

  /** To be called when what is wrong in the document is being told. */
  tell(document: LangiumDocument): void {
    const content = contentOf(document);
    if (content === '') this.told.delete(document.uri.toString());
    else this.told.set(document.uri.toString(), content);
  }

  /** Checked documents of which something else has to be told now. */
  untold(): LangiumDocument[] {
    const concerned = new Set([...this.told.keys(), ...this.projects.filesWithMistakes()]);
    return [...concerned].flatMap((uri) => {
      const document = this.documents.getDocument(URI.parse(uri));
      if (document === undefined) this.told.delete(uri);
      if (document?.state !== DocumentState.Validated) return [];
      return contentOf(document) === (this.told.get(uri) ?? '') ? [] : [document];
    });
  }
}

function contentOf(document: LangiumDocument): string {
  const found: FlowDiagnostic[] = projectDiagnostics(document);
  return found.length === 0 ? '' : JSON.stringify(found.map(toLspDiagnostic));
}
