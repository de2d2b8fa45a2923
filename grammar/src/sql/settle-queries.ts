import type { LangiumDocument } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { forgetFacts } from '../analysis/document-facts.ts';
import { nodesOf } from '../analysis/nodes-of.ts';
import { type FlowFile, isFlow, isSqlNode } from '../generated/ast.ts';
import { importedDocuments } from '../names/import-closure.ts';
import type { QueryDescriber } from './query-describer.ts';

/** Queries over queries: each round finds out one level more. */
const roundsMax = 100;

/** How many answers there were when a document had all of its own. */
const settledAt = new WeakMap<LangiumDocument, number>();

/**
 * Finds out what the queries of a linked document and of those it imports give, and has them analysed with it. Documents
 * without queries, and those with nothing new, are left alone. `pause` waits for answers; false ends it early, with less known.
 */
export async function settleQueries(
  document: LangiumDocument,
  describer: QueryDescriber,
  pause: () => Promise<boolean> = () => describer.settled().then(() => true),
): Promise<void> {
  const documents = [document, ...importedDocuments(document)].filter(dependsOnQueries);
  if (documents.length === 0) return;
  for (let round = 0; round < roundsMax; round++) {
    // What was analysed before the latest answer may lack it.
    const isStale = settledAt.get(document) !== describer.answers;
    if (isStale) for (const one of documents) forgetFacts(one);
    for (const flow of documents.flatMap(flowsOf)) analyzeFlow(flow);
    if (describer.isSettled) settledAt.set(document, describer.answers);
    if (describer.isSettled || !(await pause())) return;
  }
}

function dependsOnQueries(document: LangiumDocument): boolean {
  return hasQueries(document) || importedDocuments(document).some(hasQueries);
}

function hasQueries(document: LangiumDocument): boolean {
  return flowsOf(document).some((flow) => nodesOf(flow).some(isSqlNode));
}

function flowsOf(document: LangiumDocument) {
  return (document.parseResult.value as FlowFile).declarations.filter(isFlow);
}
