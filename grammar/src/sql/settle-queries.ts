import type { LangiumDocument } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { forgetFacts } from '../analysis/document-facts.ts';
import { nodesOf } from '../analysis/nodes-of.ts';
import { type FlowFile, isFlow, isSqlNode } from '../generated/ast.ts';
import type { QueryDescriber } from './query-describer.ts';

/** Queries over queries: each round finds out one level more. */
const roundsMax = 100;

/**
 * Finds out what the queries of these linked documents give and has them analysed again with it. Every document that reads
 * one of them must be among them. `pause` waits for the answers; false ends it early, with less known.
 */
export async function settleQueries(
  documents: readonly LangiumDocument[],
  describer: QueryDescriber,
  pause: () => Promise<boolean> = () => describer.settled().then(() => true),
): Promise<void> {
  if (!documents.some(hasQueries)) return;
  for (let round = 0; round < roundsMax; round++) {
    // What was analysed before may have been without answers.
    for (const document of documents) forgetFacts(document);
    for (const flow of documents.flatMap(flowsOf)) analyzeFlow(flow);
    if (describer.isSettled || !(await pause())) return;
  }
}

function hasQueries(document: LangiumDocument): boolean {
  return flowsOf(document).some((flow) => nodesOf(flow).some(isSqlNode));
}

function flowsOf(document: LangiumDocument) {
  return (document.parseResult.value as FlowFile).declarations.filter(isFlow);
}
