/**
 * The events of a run as OpenLineage has them: for the flow and for each node that runs a START, when it begins, and one of COMPLETE,
 * FAIL and ABORT. The job of a run is the flow, with all that it reads and writes; each node is a job of its own, whose run has that of
 * the flow as its parent.
 */
import { createHash } from 'node:crypto';
import { version } from '../cli/version.ts';
import type { RunEvent, RunFailure, RunFinished } from '../protocol.ts';
import { type DataPlace, inputOf, type NodeFacts, outputOf, readsOf, writesOf } from './data-facets.ts';
import { type Facets, facet, type OpenLineageEvent, ownFacet, producer, runEventSchema } from './event.ts';
import type { ParentRun } from './parent-run.ts';

export interface LineageFacts extends DataPlace {
  /** What started this run, where it said so. */
  parent?: ParentRun;
}

type EventType = OpenLineageEvent['eventType'];
type NodeFinished = RunEvent & { type: 'node-finished' };

const ends = { succeeded: 'COMPLETE', failed: 'FAIL', cancelled: 'ABORT', skipped: 'ABORT' } as const;

/** Takes the events of one run in their order, and gives those that OpenLineage has for them. */
export class RunLineage {
  readonly #facts: LineageFacts;
  readonly #nodes: Map<string, NodeFacts>;
  /** Nodes that have begun and not ended. */
  readonly #begun = new Set<string>();

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
    switch (event.type) {
      case 'run-started':
        return [this.#ofFlow('START', event, {})];
      case 'run-finished':
        return [...this.#unended(event), this.#ended(event)];
      case 'node-started':
        return this.#nodeStarted(event);
      case 'node-finished':
        return this.#nodeFinished(event);
      default:
        this.#keep(event);
        return [];
    }
  }

  #keep(event: RunEvent): void {
    if (event.type === 'progress') for (const { node, failed } of event.nodes) this.#change(node, { failed });
    if (event.type === 'artefact') this.#nodes.get(event.node)?.artefacts.push(event);
  }

  #change(node: string, changes: Partial<NodeFacts>): void {
    const known = this.#nodes.get(node);
    if (known !== undefined) Object.assign(known, changes);
  }

  /** What the executor adds to a plan is no node of the flow. */
  #nodeStarted(event: RunEvent & { type: 'node-started' }): OpenLineageEvent[] {
    if (!this.#nodes.has(event.node)) return [];
    this.#begun.add(event.node);
    return [this.#ofNode('START', event.node, event, {})];
  }

  #nodeFinished(event: NodeFinished): OpenLineageEvent[] {
    const { node, status, records, durationMs, failed = 0, nulls, error } = event;
    this.#change(node, { status, records, durationMs, failed, ...(nulls && { nulls }) });
    if (!this.#begun.delete(node) || status === 'cached') return [];
    return [this.#ofNode(ends[status], node, event, errorFacets(error))];
  }

  /** Nodes that a run ended with nothing said of them. */
  #unended(event: RunEvent): OpenLineageEvent[] {
    return [...this.#begun].map((node) => this.#ofNode('ABORT', node, event, {}));
  }

  #ended(event: RunFinished & RunEvent): OpenLineageEvent {
    const nodes = [...this.#nodes].map(([name, { artefacts: _, nulls: __, ...node }]) => ({ name, ...node }));
    const facets = { millrace_nodes: ownFacet('millrace_nodes', { nodes }), ...errorFacets(event.error) };
    return this.#ofFlow(ends[event.status], event, facets);
  }

  #ofFlow(eventType: EventType, event: RunEvent, facets: Facets): OpenLineageEvent {
    const { plan, parent } = this.#facts;
    const isOver = eventType !== 'START';
    return {
      ...this.#common(eventType, event, 'FLOW'),
      run: {
        runId: event.runId,
        facets: {
          ...this.#runFacets(),
          ...(parent && { parent: facet('ParentRunFacet', { ...parent }) }),
          ...facets,
        },
      },
      inputs: readsOf(plan).map((stage) =>
        inputOf(stage, this.#facts, isOver ? this.#nodes.get(stage.name) : undefined),
      ),
      outputs: writesOf(plan).map((stage) => outputOf(stage, this.#facts, this.#nodes.get(stage.name))),
    };
  }

  #ofNode(eventType: EventType, name: string, event: RunEvent, facets: Facets): OpenLineageEvent {
    const { plan, namespace, parent } = this.#facts;
    const node = this.#nodes.get(name);
    const flow = { run: { runId: event.runId }, job: { namespace, name: this.#flowName } };
    const common = this.#common(eventType, event, (node?.kind ?? '').toUpperCase());
    return {
      ...common,
      run: {
        runId: runOfNode(event.runId, name),
        facets: {
          ...this.#runFacets(),
          parent: facet('ParentRunFacet', { ...flow, root: parent ?? flow }),
          ...facets,
        },
      },
      job: { ...common.job, name: `${this.#flowName}.${name}` },
      inputs: readsOf(plan).flatMap((stage) => (stage.name === name ? [inputOf(stage, this.#facts, node)] : [])),
      outputs: writesOf(plan).flatMap((stage) => (stage.name === name ? [outputOf(stage, this.#facts, node)] : [])),
    };
  }

  #common(eventType: EventType, { time }: RunEvent, jobType: string) {
    const type = facet('JobTypeJobFacet', { processingType: 'BATCH', integration: 'MILLRACE', jobType });
    const job = { namespace: this.#facts.namespace, name: this.#flowName, facets: { jobType: type } };
    return { eventType, eventTime: time, producer, schemaURL: runEventSchema, job };
  }

  get #flowName(): string {
    const { source, flow } = this.#facts.plan;
    return `${source}:${flow}`;
  }

  #runFacets(): Facets {
    const { plan } = this.#facts;
    const parameters = plan.parameters.map(({ name, value }) => ({ key: name, name, value: String(value) }));
    return {
      processing_engine: facet('ProcessingEngineRunFacet', {
        name: 'Millrace',
        version,
        openlineageAdapterVersion: version,
      }),
      executionParameters: facet('ExecutionParametersRunFacet', { parameters }),
    };
  }
}

function errorFacets(error: RunFailure | undefined): Facets {
  if (error === undefined) return {};
  return {
    errorMessage: facet('ErrorMessageRunFacet', { message: error.message, programmingLanguage: 'Millrace' }),
  };
}

/** The same for the same node of the same run, so that whoever asks twice, or a run that goes on, tells of one. */
function runOfNode(runId: string, node: string): string {
  const digest = createHash('sha256').update(`${runId} ${node}`).digest('hex');
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 3) | 8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
