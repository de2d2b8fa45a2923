import type { LangiumDocument, URI } from 'langium';
import { UriUtils } from 'langium';
import { effectsOf } from '../analysis/effects.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { writtenProperties } from '../analysis/property-value.ts';
import { nodeKinds } from '../catalog/nodes/index.ts';
import type { Ports } from '../ports.ts';
import { type PropertyValues, readProperties } from '../properties/read-value.ts';
import { edgesOf, type FlowEdge } from './edges.ts';
import { Fingerprints } from './fingerprints.ts';
import { plainEffects } from './plain-effects.ts';
import { plainRecord } from './plain-record.ts';
import type { Plan, PlanParameter, Stage, StageCommon } from './plan.ts';
import { planNode } from './stages/index.ts';

export interface StagePlannerOptions {
  document: LangiumDocument;
  projectFolder: URI;
  ports: Ports;
  sha256: (text: string) => string;
  analysis: FlowAnalysis;
  values: PlanParameter[];
  problems: string[];
}

/** Makes a plan of a flow without mistakes. */
export class StagePlanner {
  private readonly options: StagePlannerOptions;
  private readonly edges: FlowEdge[];
  private readonly fingerprints: Fingerprints;

  constructor(options: StagePlannerOptions) {
    this.options = options;
    this.edges = edgesOf(options.analysis);
    this.fingerprints = new Fingerprints(options.sha256, options.values, this.edges);
  }

  plan(): Plan | undefined {
    const { analysis, document, projectFolder, values } = this.options;
    const stages: Stage[] = [];
    for (const name of analysis.order) {
      const stage = this.stageOf(analysis.nodes.get(name) as NodeAnalysis);
      if (stage === undefined) return undefined;
      stages.push(stage);
    }
    return {
      irVersion: 1,
      flow: analysis.flow.name,
      source: UriUtils.relative(projectFolder, document.uri),
      fingerprint: this.fingerprints.ofPlan(stages),
      parameters: values,
      stages,
      edges: this.edges.map((edge) => (edge.schema ? { ...edge, schema: plainRecord(edge.schema) } : edge)),
      outputs: analysis.flow.outputs.map(({ node }) => node.$refText),
    };
  }

  private stageOf(analysis: NodeAnalysis): Stage | undefined {
    const { document, projectFolder, ports, problems, values } = this.options;
    const parameters = new Map(values.map(({ name, type, value }) => [name, { type, value }]));
    const properties = readProperties(writtenProperties(analysis.node) ?? [], specsOf(analysis), parameters);
    const problem = (message: string) => void problems.push(message);
    const effects = effectsOf(analysis.node, parameters, ports);
    const planned = planNode(analysis, { document, projectFolder, ports, parameters, properties, effects, problem });
    if (planned === undefined) {
      if (problems.length === 0) problems.push(`Not enough is known of "${analysis.name}" to run it`);
      return undefined;
    }
    const stage = {
      ...this.commonPart(analysis, properties),
      ...planned.stage,
      effects: plainEffects(effects, projectFolder),
    } as Omit<Stage, 'fingerprint' | 'fingerprintParts'>;
    return { ...stage, ...this.fingerprints.ofStage(stage, planned.digests) } as Stage;
  }

  private commonPart({ name, input, output }: NodeAnalysis, properties: PropertyValues) {
    const { batch, retry, timeout, onError } = properties as CommonValues;
    return {
      name,
      ...(input && { input: plainRecord(input) }),
      ...(output && { output: plainRecord(output) }),
      onError: onError ?? 'fail',
      hasErrorPort: this.edges.some((edge) => edge.from === name && edge.port === 'errors'),
      batch: {
        ...(batch?.max !== undefined && { max: batch.max }),
        ...(batch?.wait !== undefined && { waitMs: batch.wait }),
      },
      ...(timeout !== undefined && { timeoutMs: timeout }),
      ...(retry && { retry: { attempts: retry.attempts, backoffMs: retry.backoff } }),
    } satisfies Partial<StageCommon>;
  }
}

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
