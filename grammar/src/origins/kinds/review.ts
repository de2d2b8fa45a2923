import * as ast from '../../generated/ast.ts';
import { passedOn, type TraceColumn } from '../column-trace.ts';

/** What a person answers enters the flow here. */
export const traceReview: TraceColumn = (place) => {
  const { node } = place.node;
  const asked = ast.isReviewNode(node) ? node.properties.filter(ast.isAskProperty) : [];
  const isAnswer = asked.some(({ record }) => record?.fields.some(({ name }) => name === place.path[0]));
  return isAnswer ? { isSource: true, steps: [] } : passedOn(place);
};
