import type { LangiumDocument } from 'langium';
import { type FlowFile, isFlow } from '../generated/ast.ts';
import { analyzeFlow } from './analyze-flow.ts';
import type { FlowAnalysis } from './flow-analysis.ts';

/** What is known of each flow of a file, in the order of the text. */
export function flowAnalyses(document: LangiumDocument): FlowAnalysis[] {
  const { declarations } = document.parseResult.value as FlowFile;
  return declarations.filter(isFlow).map(analyzeFlow);
}
