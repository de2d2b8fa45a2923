import { fieldNamed } from '../../types/field-named.ts';
import { asNonNull } from '../../types/nullability.ts';
import { printType } from '../../types/print-type.ts';
import type { RecordType } from '../../types/type.ts';
import type { ColumnStep, TraceColumn } from '../column-trace.ts';

/**
 * Code cannot be looked into. A column of the same name and type as one that comes in is taken for that one; every other one
 * is what the task's schema says of it, made with everything that came in at hand.
 */
export const traceTask: TraceColumn = ({ node, path }) => {
  const steps = node.inputs.flatMap((_, input): ColumnStep[] => [
    ...(input === 0 && isSameColumn(node, path[0] as string) ? [{ input, path, way: 'computed' as const }] : []),
    { input, path: [], way: 'unseen' },
  ]);
  return { isSource: true, steps };
};

function isSameColumn({ input, output }: { input?: RecordType; output?: RecordType }, name: string): boolean {
  const [before, after] = [input, output].map((record) => fieldNamed(record, name)?.type);
  if (before === undefined || after === undefined) return false;
  return printType(asNonNull(before)) === printType(asNonNull(after));
}
