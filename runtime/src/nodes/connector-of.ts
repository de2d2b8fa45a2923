import type { Connector } from '../connectors/connector.ts';
import { connectors } from '../connectors/index.ts';
import { internalConnectors } from '../connectors/internal.ts';
import { RunError } from '../execute/run-error.ts';

/** The connector's way in or out; planning has checked that it has one, so its absence means an older or newer plan. */
export function connectorOf<Side extends 'openSource' | 'openSink'>(
  name: string,
  side: Side,
): NonNullable<Connector[Side]> {
  const open = (connectors.get(name) ?? internalConnectors.get(name))?.[side];
  if (open !== undefined) return open;
  const use = side === 'openSource' ? 'read' : 'written';
  throw new RunError('plan-unsupported', `Connector "${name}" cannot be ${use} by this version of Millrace`);
}
