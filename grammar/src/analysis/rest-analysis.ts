import type { LangiumDocument } from 'langium';
import { type FlowFile, isFlow } from '../generated/ast.ts';
import { restFacts } from './document-facts.ts';
import { forgetNodes } from './known-facts.ts';
import { nodesOf } from './nodes-of.ts';

/**
 * Of a document that nobody looks at: what it was told of its mistakes stays, and the rest is found out again when somebody asks. It is
 * as large as its tree.
 */
export function restAnalysis(document: LangiumDocument): void {
  restFacts(document);
  const { declarations } = document.parseResult.value as FlowFile;
  forgetNodes(document, declarations.filter(isFlow).flatMap(nodesOf));
}
