import type { LangiumDocument, URI } from 'langium';
import type { NodeEffects } from '../analysis/effects.ts';
import type { NodeAnalysis } from '../analysis/flow-analysis.ts';
import type * as ast from '../generated/ast.ts';
import type { Ports } from '../ports.ts';
import type { ParameterValues, PropertyValues } from '../properties/read-value.ts';
import type { Stage } from './plan.ts';

/** What the plan of one node may ask for. */
export interface StageContext {
  document: LangiumDocument;
  projectFolder: URI;
  ports: Ports;
  parameters: ParameterValues;
  /** The values of the node's properties, as the catalogue names them, defaults filled in. */
  properties: PropertyValues;
  /** What the node touches, with the values of the parameters. */
  effects: NodeEffects;
  /** Says why there is no plan: a file that went away between check and plan. */
  problem(message: string): void;
  /** Says that code of another repository is not in the project. */
  missing(written: string): void;
}

type WithoutCommon<S> = S extends Stage
  ? Omit<
      S,
      | 'name'
      | 'input'
      | 'output'
      | 'onError'
      | 'hasErrorPort'
      | 'batch'
      | 'timeoutMs'
      | 'retry'
      | 'effects'
      | 'fingerprint'
      | 'fingerprintParts'
    >
  : never;

/** What only its kind knows about a stage. */
export type StageOfKind = WithoutCommon<Stage>;

/** A stage's own part and the digests of the files it depends on, by what they are. */
export interface PlannedStage {
  stage: StageOfKind;
  digests: Record<string, string>;
}

export type PlanNode<N extends ast.Node> = (
  analysis: NodeAnalysis,
  node: N,
  context: StageContext,
) => PlannedStage | undefined;
