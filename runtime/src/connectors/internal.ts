import { artefact } from './artefact/artefact.ts';
import type { Connector } from './connector.ts';
import { dataset } from './dataset/dataset.ts';
import { records } from './records/records.ts';

/** Connectors that no flow can name: plans are rewritten with them. Their names begin with `$`, which no name in a flow does. */
export const internalConnectors: ReadonlyMap<string, Connector> = new Map(
  [artefact, dataset, records].map((connector) => [connector.name, connector]),
);
