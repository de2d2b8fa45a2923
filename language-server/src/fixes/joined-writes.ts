/** A dataset that two nodes of one flow write: their records are brought together, and one node writes them. */
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { writtenName } from './editing/names.ts';
import { insert, replacePlace, textOf } from './editing/spans.ts';
import { freeName, removeStatement, statementIndent } from './editing/statements.ts';
import { type Fix, preferred } from './fix.ts';

export const sharedDatasets: Fix = {
  codes: ['FLOW520'],
  mends({ node, diagnostic, document: { textDocument } }) {
    const [write, first] = [node, diagnostic.related?.[0]?.place.node].map((one) => one?.$container);
    const flow = write && AstUtils.getContainerOfType(write, ast.isFlow);
    if (!ast.isWriteNode(write) || !ast.isWriteNode(first) || flow === undefined) return [];
    // Of two flows neither sees the records of the other, and what a write allows is of its own records.
    const isPlain = write.properties === undefined && first.properties === undefined;
    if (AstUtils.getContainerOfType(first, ast.isFlow) !== flow || !isPlain) return [];
    const name = writtenName(freeName(flow, 'all'));
    const inputs = [first, write].map(({ input }) => textOf({ node: input }));
    const { offset, indent } = statementIndent(first);
    return preferred(
      'Write the records of both by one node',
      insert(textDocument, offset, `union ${name}(${inputs.join(', ')})${indent}`),
      replacePlace({ node: first.input }, name),
      removeStatement(write),
    );
  },
};
