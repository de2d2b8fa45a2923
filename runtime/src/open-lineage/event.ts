/** Events of OpenLineage 2-0-2 as far as Millrace writes them; its own schema is at the addresses they carry. */
import { version } from '../cli/version.ts';

export const producer = `urn:millrace:${version}`;
const spec = 'https://openlineage.io/spec';

export interface OpenLineageEvent {
  eventType: 'START' | 'COMPLETE' | 'FAIL' | 'ABORT';
  /** ISO 8601 in UTC. */
  eventTime: string;
  producer: string;
  schemaURL: string;
  run: { runId: string; facets: Facets };
  job: { namespace: string; name: string; facets: Facets };
  inputs: InputDataset[];
  outputs: OutputDataset[];
}

export interface DatasetName {
  namespace: string;
  name: string;
}

export interface InputDataset extends DatasetName {
  facets: Facets;
  inputFacets: Facets;
}

export interface OutputDataset extends DatasetName {
  facets: Facets;
  outputFacets: Facets;
}

export type Facets = Record<string, Facet>;

export interface Facet {
  _producer: string;
  _schemaURL: string;
  [member: string]: unknown;
}

export const runEventSchema = `${spec}/2-0-2/OpenLineage.json#/$defs/RunEvent`;

/** The versions of the facets that are written, by the name of each in its schema. */
const facetVersions = {
  ColumnLineageDatasetFacet: '1-2-0',
  DataQualityAssertionsDatasetFacet: '1-1-0',
  DataQualityMetricsInputDatasetFacet: '1-0-3',
  ErrorMessageRunFacet: '1-0-1',
  ExecutionParametersRunFacet: '1-0-0',
  InputStatisticsInputDatasetFacet: '1-0-0',
  JobTypeJobFacet: '2-0-4',
  OutputStatisticsOutputDatasetFacet: '1-0-2',
  ParentRunFacet: '1-2-0',
  ProcessingEngineRunFacet: '1-1-1',
  SchemaDatasetFacet: '1-2-0',
} as const;

/** One of the facets that OpenLineage defines. */
export function facet(name: keyof typeof facetVersions, members: Record<string, unknown>): Facet {
  const _schemaURL = `${spec}/facets/${facetVersions[name]}/${name}.json#/$defs/${name}`;
  return { _producer: producer, _schemaURL, ...members };
}

/** One of ours, which others pass by: its name begins with ours. */
export function ownFacet(name: `millrace_${string}`, members: Record<string, unknown>): Facet {
  return { _producer: producer, _schemaURL: `${producer}:facet:${name}`, ...members };
}
