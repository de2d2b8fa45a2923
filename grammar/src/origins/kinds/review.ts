import { passedOn, type TraceColumn } from '../column-trace.ts';

/** What a person answers enters the flow here. */
export const traceReview: TraceColumn = (place) => {
  const isAnswer = place.node.review?.answers.some(({ name }) => name === place.path[0]);
  return isAnswer ? { isSource: true, steps: [] } : passedOn(place);
};
