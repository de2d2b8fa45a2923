import { AstUtils, type LangiumDocument, type URI, UriUtils } from 'langium';
import { effectsOf } from '../analysis/effects.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { writtenProperties } from '../analysis/property-value.ts';
import { nodeKinds } from '../catalog/nodes/index.ts';
import type { Ports } from '../ports.ts';
import { type PropertyValues, readProperties } from '../properties/read-value.ts';
import { asWritten } from './as-written.ts';
import { deploymentOf } from './deployment.ts';
import { type ExpandedFlow, type ExpandedNode, expandFlow } from './expand-flow.ts';
import { Fingerprints } from './fingerprints.ts';
import { plainEffects } from './plain-effects.ts';
import { plainRecord } from './plain-record.ts';
import type { Plan, PlanParameter, ReadStage, Stage, StageCommon } from './plan.ts';
import { planNode } from './stages/index.ts';
import { withPrefix } from './with-values.ts';

export interface StagePlannerOptions {
  document: LangiumDocument;
  projectFolder: URI;
  ports: Ports;
  sha256: (text: string) => string;
  analysis: FlowAnalysis;
  values: PlanParameter[];
  areStreamsGiven: boolean;
  problems: string[];
  missingCode: string[];
}

/** Makes a plan of a flow without mistakes. */
export class StagePlanner {
  private readonly options: StagePlannerOptions;
  private readonly flow: ExpandedFlow;
  private readonly fingerprints: Fingerprints;
  /** Those whose bad records another node reads. */
  private readonly haveErrorPort: ReadonlySet<string>;

  constructor(options: StagePlannerOptions) {
    this.options = options;
    this.flow = expandFlow(options.analysis, options.values, options.areStreamsGiven, options.problems);
    this.fingerprints = new Fingerprints(options.sha256, this.flow.edges);
    this.haveErrorPort = new Set(this.flow.edges.filter(({ port }) => port === 'errors').map(({ from }) => from));
  }

  plan(): Plan | undefined {
    const { analysis, document, projectFolder, problems } = this.options;
    if (problems.length > 0) return undefined;
    const { nodes, edges, parameters, outputs } = this.flow;
    const stages = this.streams();
    for (const node of nodes) {
      const stage = this.stageOf(node);
      if (stage === undefined) return undefined;
      stages.push(stage);
    }
    return {
      irVersion: 1,
      flow: analysis.flow.name,
      source: UriUtils.relative(projectFolder, document.uri),
      fingerprint: this.fingerprints.ofPlan(stages),
      parameters,
      stages,
      edges: edges.map((edge) => (edge.schema ? { ...edge, schema: plainRecord(edge.schema) } : edge)),
      outputs,
    };
  }

  private streams(): Stage[] {
    return [...this.options.analysis.streams].flatMap(([name, record]) => {
      if (record === undefined) return [];
      const stage = { ...givenRead, name, output: plainRecord(record) };
      return [{ ...stage, ...this.fingerprints.ofStage(stage) }];
    });
  }

  private stageOf({ name, analysis, values, prefix }: ExpandedNode): Stage | undefined {
    const { projectFolder, ports, problems, missingCode } = this.options;
    const document = AstUtils.getDocument(analysis.node);
    const parameters = new Map(values.map(({ name, type, value }) => [name, { type, value }]));
    const properties = readProperties(writtenProperties(analysis.node) ?? [], specsOf(analysis), parameters);
    const problem = (message: string) => void problems.push(message);
    const effects = effectsOf(analysis.node, parameters, ports);
    const missing = (written: string) => void missingCode.push(written);
    const place = { document, projectFolder, ports };
    const planned = planNode(analysis, { ...place, parameters, properties, effects, problem, missing });
    if (planned === undefined) {
      if (problems.length === 0) problems.push(`Not enough is known of "${name}" to run it`);
      return undefined;
    }
    const common = this.commonPart(name, analysis, properties);
    const written = { ...common, ...(asWritten(planned.stage, analysis.node, parameters) as typeof planned.stage) };
    return {
      ...common,
      ...withPrefix(planned.stage, prefix),
      ...(planned.stage.kind === 'task' && prefix !== '' && { scope: prefix }),
      effects: plainEffects(effects, projectFolder),
      ...this.fingerprints.ofStage(written, planned.digests, values),
    } as Stage;
  }

  private commonPart(name: string, { input, output }: NodeAnalysis, properties: PropertyValues) {
    const { batch, retry, timeout, onError } = properties as CommonValues;
    const deployment = deploymentOf(properties);
    return {
      name,
      ...(input && { input: plainRecord(input) }),
      ...(output && { output: plainRecord(output) }),
      onError: onError ?? 'fail',
      hasErrorPort: this.haveErrorPort.has(name),
      batch: {
        ...(batch?.max !== undefined && { max: batch.max }),
        ...(batch?.wait !== undefined && { waitMs: batch.wait }),
      },
      ...(timeout !== undefined && { timeoutMs: timeout }),
      ...(retry && { retry: { attempts: retry.attempts, backoffMs: retry.backoff } }),
      ...(deployment && { deployment }),
    } satisfies Partial<StageCommon>;
  }
}

/** The read of a stream whose records the caller has. */
const givenRead = {
  kind: 'read',
  connector: { name: '$given', options: {} },
  onError: 'fail',
  hasErrorPort: false,
  batch: {},
  effects: { reads: [], writes: [], hosts: [], secrets: [] },
} satisfies Partial<ReadStage>;

/** The properties of catalog/node-properties.ts as they are read. */
interface CommonValues {
  onError?: 'fail' | 'skip';
  timeout?: number;
  batch?: { max?: number; wait?: number };
  retry?: { attempts: number; backoff: number };
}

function specsOf({ kind }: NodeAnalysis) {
  return nodeKinds.find(({ name }) => name === kind)?.properties ?? [];
}
