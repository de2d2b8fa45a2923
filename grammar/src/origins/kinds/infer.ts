import { passedOn, type TraceColumn } from '../column-trace.ts';
import { expressionSteps } from '../expression-steps.ts';

/** Every output of a model is computed from everything that is put into it. */
export const traceInfer: TraceColumn = (place) => {
  const { inference, output } = place.node;
  const [name] = place.path;
  if (inference === undefined && output === undefined) return { steps: [] };
  const isKept = inference === undefined ? !isNew(place.node, name) : inference.keep.includes(name as string);
  const isOutput = inference?.outputs.some(({ column }) => column === name) ?? false;
  if (isKept && !isOutput) return passedOn(place);
  const read = inference?.inputs?.flatMap(({ columns }) => columns) ?? [];
  return { steps: read.flatMap((expression) => expressionSteps(expression, 'computed')) };
};

function isNew({ added }: { added: { name: string }[] }, name: string | undefined): boolean {
  return added.some((field) => field.name === name);
}
