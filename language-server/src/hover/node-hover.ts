import { analyzeFlow, docComment, errorRecord, flowOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { referencedBy } from '../cursor/referenced-by.ts';
import { nodeDoc, recordDoc } from '../markdown/node-doc.ts';

/** At the statement itself. */
export function nodeHover({ node }: WordInTree): string | undefined {
  return hoverOf(node);
}

/** Where another statement names it. */
export function nodeReferenceHover(word: WordInTree): string | undefined {
  return hoverOf(referencedBy(word));
}

function hoverOf(statement: AstNode | undefined): string | undefined {
  if (!ast.isNode(statement)) return undefined;
  const flow = flowOf(statement);
  const analysed = flow && analyzeFlow(flow).nodes.get(statement.name);
  return analysed?.node === statement ? nodeDoc(analysed, docComment(statement)) : undefined;
}

export function portHover(): string {
  return `The bad records of the node. Reading them keeps them from ending the run.\n\n${recordDoc(errorRecord)}`;
}
