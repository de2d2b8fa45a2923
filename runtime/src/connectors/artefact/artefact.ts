import type { Connector } from '../connector.ts';
import { keptFormat } from './artefact-sink.ts';
import { openArtefactSource } from './artefact-source.ts';
import { abandonStored, openStoredSink } from './stored-sink.ts';

/** Results of nodes that are kept for later runs: `$artefact`, with the `path` of one where it is read. */
export const artefact: Connector = {
  name: '$artefact',
  openSource: openArtefactSource,
  openSink: (_call, context) => openStoredSink(keptFormat, context),
  abandon: async (_call, context) => abandonStored(keptFormat, context),
};
