/**
 * A run as events of OpenLineage: START when it begins, then one of COMPLETE, FAIL and ABORT. The job is the flow; its inputs are what
 * it reads and its outputs what it writes.
 */
import type { Plan, Stage } from '@millrace/grammar';
import { version } from '../cli/version.ts';
import type { RunEvent, RunFinished } from '../protocol.ts';
import { datasetOf, type NamingPlace, schemaFacet } from './datasets.ts';
import {
  type Facet,
  type Facets,
  facet,
  type InputDataset,
  type OpenLineageEvent,
  type OutputDataset,
  ownFacet,
  producer,
  runEventSchema,
} from './event.ts';
import type { ParentRun } from './parent-run.ts';
import type { SinkColumns, SourceColumn } from './sink-columns.ts';

export interface LineageFacts extends NamingPlace {
  plan: Plan;
  columns: SinkColumns;
  /** What started this run, where it said so. */
  parent?: ParentRun;
}

interface NodeFacts {
  kind: string;
  status: string;
  records: number;
  failed: number;
  durationMs: number;
  artefacts: { bytes: number; records: number }[];
}

/** Takes the events of one run in their order, and gives those that OpenLineage has for them. */
export class RunLineage {
  readonly #facts: LineageFacts;
  readonly #nodes: Map<string, NodeFacts>;

  constructor(facts: LineageFacts) {
    this.#facts = facts;
    this.#nodes = new Map(
      facts.plan.stages.map(({ name, kind }) => [
        name,
        { kind, status: 'waiting', records: 0, failed: 0, durationMs: 0, artefacts: [] },
      ]),
    );
  }

  take(event: RunEvent): OpenLineageEvent[] {
    if (event.type === 'run-started') return [this.#event('START', event, {})];
    if (event.type === 'run-finished') return [this.#ended(event)];
    this.#keep(event);
    return [];
  }

  #keep(event: RunEvent): void {
    if (event.type === 'progress') for (const { node, failed } of event.nodes) this.#change(node, { failed });
    if (event.type === 'artefact') this.#nodes.get(event.node)?.artefacts.push(event);
    if (event.type === 'node-finished') {
      const { node, status, records, durationMs } = event;
      this.#change(node, { status, records, durationMs });
    }
  }

  #change(node: string, changes: Partial<NodeFacts>): void {
    const known = this.#nodes.get(node);
    if (known !== undefined) Object.assign(known, changes);
  }

  #ended(event: RunFinished & RunEvent): OpenLineageEvent {
    const type = ({ succeeded: 'COMPLETE', failed: 'FAIL', cancelled: 'ABORT' } as const)[event.status];
    const { error } = event;
    const nodes = [...this.#nodes].map(([name, { artefacts: _, ...node }]) => ({ name, ...node }));
    return this.#event(type, event, {
      millrace_nodes: ownFacet('millrace_nodes', { nodes }),
      ...(error && {
        errorMessage: facet('ErrorMessageRunFacet', { message: error.message, programmingLanguage: 'Millrace' }),
      }),
    });
  }

  #event(eventType: OpenLineageEvent['eventType'], { time, runId }: RunEvent, facets: Facets): OpenLineageEvent {
    const { plan, namespace } = this.#facts;
    const jobType = { processingType: 'BATCH', integration: 'MILLRACE', jobType: 'FLOW' };
    return {
      eventType,
      eventTime: time,
      producer,
      schemaURL: runEventSchema,
      run: { runId, facets: { ...this.#runFacets(), ...facets } },
      job: {
        namespace,
        name: `${plan.source}:${plan.flow}`,
        facets: { jobType: facet('JobTypeJobFacet', jobType) },
      },
      inputs: this.#inputs(eventType !== 'START'),
      outputs: this.#outputs(),
    };
  }

  #runFacets(): Facets {
    const { plan, parent } = this.#facts;
    const parameters = plan.parameters.map(({ name, value }) => ({ key: name, name, value: String(value) }));
    return {
      processing_engine: facet('ProcessingEngineRunFacet', {
        name: 'Millrace',
        version,
        openlineageAdapterVersion: version,
      }),
      executionParameters: facet('ExecutionParametersRunFacet', { parameters }),
      ...(parent && { parent: facet('ParentRunFacet', { ...parent }) }),
    };
  }

  #inputs(isOver: boolean): InputDataset[] {
    return stagesOf(this.#facts.plan, 'read').map((stage) => ({
      ...datasetOf(stage, this.#facts),
      facets: { schema: schemaFacet(stage.output.fields) },
      inputFacets: isOver ? this.#inputFacets(stage.name) : {},
    }));
  }

  /** Of a read that has not run nothing is known. */
  #inputFacets(name: string): Facets {
    const { status, records, failed } = this.#nodes.get(name) ?? { status: '', records: 0, failed: 0 };
    if (status !== 'succeeded') return {};
    const assertion = { assertion: 'fits_schema', success: failed === 0, actual: `${failed} bad records` };
    return {
      inputStatistics: facet('InputStatisticsInputDatasetFacet', { rowCount: records + failed }),
      dataQualityAssertions: facet('DataQualityAssertionsDatasetFacet', { assertions: [assertion] }),
    };
  }

  #outputs(): OutputDataset[] {
    return stagesOf(this.#facts.plan, 'write').map((stage) => ({
      ...datasetOf(stage, this.#facts),
      facets: { schema: schemaFacet(stage.input.fields), ...this.#columnLineage(stage.name) },
      outputFacets: this.#outputFacets(stage.name),
    }));
  }

  #outputFacets(name: string): Facets {
    const artefacts = this.#nodes.get(name)?.artefacts ?? [];
    if (artefacts.length === 0) return {};
    const sum = (of: (one: { bytes: number; records: number }) => number) =>
      artefacts.reduce((total, one) => total + of(one), 0);
    const statistics = { rowCount: sum(({ records }) => records), size: sum(({ bytes }) => bytes) };
    return {
      outputStatistics: facet('OutputStatisticsOutputDatasetFacet', { ...statistics, fileCount: artefacts.length }),
    };
  }

  #columnLineage(write: string): Record<string, Facet> {
    const columns = this.#facts.columns.get(write);
    if (columns === undefined) return {};
    const fields = [...columns].map(([name, sources]) => [
      name,
      { inputFields: sources.flatMap((source) => this.#inputField(source)) },
    ]);
    return { columnLineage: facet('ColumnLineageDatasetFacet', { fields: Object.fromEntries(fields) }) };
  }

  #inputField({ stage: name, field, way }: SourceColumn) {
    const stage = stagesOf(this.#facts.plan, 'read').find((one) => one.name === name);
    return stage === undefined
      ? []
      : [{ ...datasetOf(stage, this.#facts), field, transformations: [transformations[way]] }];
  }
}

/** What OpenLineage calls our ways. */
const transformations: Record<SourceColumn['way'], object> = {
  copied: { type: 'DIRECT', subtype: 'IDENTITY', masking: false },
  computed: { type: 'DIRECT', subtype: 'TRANSFORMATION', masking: false },
  unseen: { type: 'DIRECT', subtype: 'TRANSFORMATION', description: 'by code that had it at hand', masking: false },
  hidden: { type: 'DIRECT', subtype: 'TRANSFORMATION', masking: true },
};

/** Those of ours alone: what the executor adds to a plan is nobody else's data. */
function stagesOf<Kind extends 'read' | 'write'>({ stages }: Plan, kind: Kind): Extract<Stage, { kind: Kind }>[] {
  return stages.filter(
    (stage): stage is Extract<Stage, { kind: Kind }> => stage.kind === kind && !stage.connector.name.startsWith('$'),
  );
}
