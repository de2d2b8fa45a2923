import { analyzeFlow, docComment, errorRecord, flowOf, type RecordType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { referencedBy } from '../cursor/referenced-by.ts';
import { nodeDoc, recordDoc } from '../markdown/node-doc.ts';

/** At the statement itself. */
export function nodeHover({ node }: WordInTree): string | undefined {
  return nodeHoverOf(node);
}

/** Where another statement names it. */
export function nodeReferenceHover(word: WordInTree): string | undefined {
  return nodeHoverOf(referencedBy(word));
}

export function nodeHoverOf(statement: AstNode | undefined): string | undefined {
  if (!ast.isNode(statement)) return undefined;
  const flow = flowOf(statement);
  const analysed = flow && analyzeFlow(flow).nodes.get(statement.name);
  return analysed?.node === statement ? nodeDoc(analysed, docComment(statement)) : undefined;
}

/** Behind the dot of an input: the bad records of a node, or what leaves it by a port of its own. */
export function portHover({ node }: WordInTree): string | undefined {
  const { port, subport } = node as ast.Input & ast.TestClause;
  if (port === 'errors' || subport === 'errors') return badRecords;
  const source = (node as ast.Input).node?.ref;
  const around = AstUtils.getContainerOfType(source, ast.isFlow);
  const record =
    around &&
    source &&
    analyzeFlow(around)
      .nodes.get(source.name)
      ?.ports?.get(port ?? '');
  return source && record && portDoc(`${source.name}.${port}`, record);
}

function portDoc(name: string, record: RecordType): string {
  return `**port** \`${name}\`\n\n${recordDoc(record)}`;
}

const badRecords = `The bad records of the node. Reading them keeps them from ending the run.\n\n${recordDoc(errorRecord)}`;
