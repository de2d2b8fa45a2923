import type { Connector } from '../connector.ts';
import { openArtefactSink } from './artefact-sink.ts';
import { openArtefactSource } from './artefact-source.ts';

/** Results of nodes that are kept for later runs: `$artefact`, with the `path` of one where it is read. */
export const artefact: Connector = {
  name: '$artefact',
  openSource: openArtefactSource,
  openSink: (_call, context) => openArtefactSink(context),
};
