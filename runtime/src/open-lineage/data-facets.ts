/** What a read takes in and a write gives, with what is known of it, as OpenLineage has them. */
import type { Plan, Stage } from '@millrace/grammar';
import { datasetOf, type NamingPlace, schemaFacet } from './datasets.ts';
import { type Facet, type Facets, facet, type InputDataset, type OutputDataset } from './event.ts';
import type { SinkColumns, SourceColumn } from './sink-columns.ts';

export type ReadStage = Extract<Stage, { kind: 'read' }>;
export type WriteStage = Extract<Stage, { kind: 'write' }>;

/** What a run has told of one node. */
export interface NodeFacts {
  kind: string;
  status: string;
  records: number;
  failed: number;
  durationMs: number;
  /** By column, where they were counted. */
  nulls?: Readonly<Record<string, number>>;
  artefacts: { bytes: number; records: number }[];
}

/** What names and columns are told by. */
export interface DataPlace extends NamingPlace {
  plan: Plan;
  columns: SinkColumns;
}

/** `node`: absent, and not finished, where nothing is known of what it read. */
export function inputOf(stage: ReadStage, place: DataPlace, node?: NodeFacts): InputDataset {
  return {
    ...datasetOf(stage, place),
    facets: { schema: schemaFacet(stage.output.fields) },
    inputFacets: node?.status === 'succeeded' ? inputFacets(stage, node) : {},
  };
}

export function outputOf(stage: WriteStage, place: DataPlace, node?: NodeFacts): OutputDataset {
  return {
    ...datasetOf(stage, place),
    facets: { schema: schemaFacet(stage.input.fields), ...columnLineage(stage.name, place) },
    outputFacets: outputFacets(node?.artefacts ?? []),
  };
}

function inputFacets({ output }: ReadStage, { records, failed, nulls }: NodeFacts): Facets {
  const assertion = { assertion: 'fits_schema', success: failed === 0, actual: `${failed} bad records` };
  const metrics = output.fields.map(({ name }) => [name, { nullCount: nulls?.[name] ?? 0 }] as const);
  return {
    inputStatistics: facet('InputStatisticsInputDatasetFacet', { rowCount: records + failed }),
    dataQualityAssertions: facet('DataQualityAssertionsDatasetFacet', { assertions: [assertion] }),
    ...(nulls && {
      dataQualityMetrics: facet('DataQualityMetricsInputDatasetFacet', {
        rowCount: records,
        columnMetrics: Object.fromEntries(metrics),
      }),
    }),
  };
}

function outputFacets(artefacts: NodeFacts['artefacts']): Facets {
  if (artefacts.length === 0) return {};
  const sum = (of: (one: { bytes: number; records: number }) => number) =>
    artefacts.reduce((total, one) => total + of(one), 0);
  const statistics = { rowCount: sum(({ records }) => records), size: sum(({ bytes }) => bytes) };
  return {
    outputStatistics: facet('OutputStatisticsOutputDatasetFacet', { ...statistics, fileCount: artefacts.length }),
  };
}

function columnLineage(write: string, place: DataPlace): Record<string, Facet> {
  const columns = place.columns.get(write);
  if (columns === undefined) return {};
  const fields = [...columns].map(([name, sources]) => [
    name,
    { inputFields: sources.flatMap((source) => inputField(source, place)) },
  ]);
  return { columnLineage: facet('ColumnLineageDatasetFacet', { fields: Object.fromEntries(fields) }) };
}

function inputField({ stage: name, field, way }: SourceColumn, place: DataPlace) {
  const stage = readsOf(place.plan).find((one) => one.name === name);
  return stage === undefined ? [] : [{ ...datasetOf(stage, place), field, transformations: [transformations[way]] }];
}

/** What OpenLineage calls our ways. */
const transformations: Record<SourceColumn['way'], object> = {
  copied: { type: 'DIRECT', subtype: 'IDENTITY', masking: false },
  computed: { type: 'DIRECT', subtype: 'TRANSFORMATION', masking: false },
  unseen: { type: 'DIRECT', subtype: 'TRANSFORMATION', description: 'by code that had it at hand', masking: false },
  hidden: { type: 'DIRECT', subtype: 'TRANSFORMATION', masking: true },
};

/** Those of ours alone: what the executor adds to a plan is nobody else's data. */
export function readsOf({ stages }: Plan): ReadStage[] {
  return stages.filter((stage): stage is ReadStage => stage.kind === 'read' && isOurs(stage));
}

export function writesOf({ stages }: Plan): WriteStage[] {
  return stages.filter((stage): stage is WriteStage => stage.kind === 'write' && isOurs(stage));
}

function isOurs({ connector }: ReadStage | WriteStage): boolean {
  return !connector.name.startsWith('$');
}
