import type { ReviewNode } from '../../generated/ast.ts';
import { recordType } from '../../types/type.ts';
import { plainRecord } from '../plain-record.ts';
import type { PlanNode } from '../stage-context.ts';

export const planReview: PlanNode<ReviewNode> = ({ review, output }, _node, { properties }) => {
  if (review === undefined || output === undefined) return undefined;
  const { fields: answers } = plainRecord(recordType(review.answers));
  const by = String(properties.by ?? '');
  return { stage: { kind: 'review', by, answers, ...(review.when && { when: review.when }) }, digests: {} };
};
