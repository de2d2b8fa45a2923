import { nodesOf } from '../analysis/nodes-of.ts';
import { duplicateProperty, missingProperty } from '../diagnostics/names.ts';
import * as ast from '../generated/ast.ts';
import type { Check } from './check.ts';

/** [N18] A review asks for something, in one place. */
export const checkReviews: Check = ({ analyses, accept }) => {
  for (const node of analyses.flatMap(({ flow }) => nodesOf(flow)).filter(ast.isReviewNode)) {
    const [first, ...others] = node.properties.filter(ast.isAskProperty);
    const place = { node, property: 'name' };
    if (first === undefined) {
      accept(missingProperty(place, 'ask', 'review', 'the answers: { verdict: string }', '{ verdict: string }'));
    }
    for (const other of others) {
      accept(
        duplicateProperty({ node: other, property: 'key' }, 'ask', { node: first as ast.AskProperty, property: 'key' }),
      );
    }
  }
};
