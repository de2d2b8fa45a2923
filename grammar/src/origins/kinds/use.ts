import type { Use } from '../../analysis/flow-analysis.ts';
import { mainOutput } from '../../analysis/subflows.ts';
import type { ColumnOrigin } from '../column-origin.ts';
import { type ColumnStep, type LineagePlace, type TraceColumn, unknownTrace } from '../column-trace.ts';

/** What the used flow says of its output; what enters it by a stream is followed to the argument of that stream. */
export const traceUse: TraceColumn = ({ node, port, path, within }) => {
  const { use } = node;
  const output = use && outputAt(use, port, path);
  if (use === undefined || output === undefined) return unknownTrace;
  const origins = [...within(use.analysis, output)];
  const steps = origins.flatMap(({ stream, path: from, way }): ColumnStep[] => {
    const argument = stream === undefined ? undefined : use.streams.get(stream);
    const input = argument === undefined ? -1 : node.inputs.findIndex(({ place }) => place === argument.place);
    return input < 0 ? [] : [{ input, path: from, way }];
  });
  return { elsewhere: origins.filter(isFromInside), steps };
};

/** `out` is the main output; `a` and `a.errors` are ports of the output `a`. */
function outputAt({ analysis }: Use, port: string, path: readonly string[]): LineagePlace | undefined {
  if (port === 'out') {
    const main = mainOutput(analysis.flow)?.node?.ref;
    return main && { name: main.name, port, path };
  }
  const isErrors = port.endsWith('.errors');
  const name = isErrors ? port.slice(0, -'.errors'.length) : port;
  return { name, port: isErrors ? 'errors' : 'out', path };
}

function isFromInside({ stream }: ColumnOrigin): boolean {
  return stream === undefined;
}
