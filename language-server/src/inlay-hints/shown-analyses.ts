/**
 * What the hints that a client shows were made of. A client asks again when a text changes, and not when the analysis of the same text
 * does: because of another file, of a model, or of a query whose answer came late.
 */
import { analyzeFlow, type FlowAnalysis } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';

interface Shown {
  version: number;
  analyses: FlowAnalysis[];
}

export class ShownAnalyses {
  private readonly shown = new Map<string, Shown>();

  remember(document: LangiumDocument): void {
    const { uri, version } = document.textDocument;
    this.shown.set(uri, { version, analyses: analysesOf(document) });
  }

  forget(uri: string): void {
    this.shown.delete(uri);
  }

  /** Whether what is shown of this very text is not what is known of it now. */
  isStale(document: LangiumDocument): boolean {
    const { uri, version } = document.textDocument;
    const shown = this.shown.get(uri);
    if (shown?.version !== version) return false;
    const now = analysesOf(document);
    return now.length !== shown.analyses.length || now.some((analysis, index) => analysis !== shown.analyses[index]);
  }
}

function analysesOf({ parseResult }: LangiumDocument): FlowAnalysis[] {
  return (parseResult.value as ast.FlowFile).declarations.filter(ast.isFlow).map(analyzeFlow);
}
