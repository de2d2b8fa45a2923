import type { Connector } from './connector.ts';
import { csv } from './csv/csv.ts';

/** Every connector, by its name in a flow. */
export const connectors: ReadonlyMap<string, Connector> = new Map(
  [csv].map((connector) => [connector.name, connector]),
);
