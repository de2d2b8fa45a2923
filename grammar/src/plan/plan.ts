import type { TypedExpression } from '../expressions/expression.ts';
import type { PlannedContract } from '../onnx/contract-mistakes.ts';
import type { ModelOutput, ModelTensor } from '../onnx/signature.ts';
import type { Field, RecordType, Scalar, Type } from '../types/type.ts';

/**
 * The plain-JSON form of a flow that every executor runs. Deterministic: same text and same files, same plan.
 * Paths are relative to the folder of the project (the nearest with a millrace.json, else the folder of the flow file), with `/`.
 */
export interface Plan {
  irVersion: 1;
  flow: string;
  /** Path of the .flow file. */
  source: string;
  fingerprint: string;
  parameters: PlanParameter[];
  /** In an order in which every stage stands behind its inputs. */
  stages: Stage[];
  edges: Edge[];
  /** Names of the flow's output nodes. */
  outputs: string[];
}

export interface PlanParameter {
  name: string;
  type: Type;
  value: Scalar;
}

/** Records flow from `from.port` to `to`; `order` edges carry none and make `to` wait for the end of `from`. */
export interface Edge {
  id: string;
  from: string;
  /** `out`, `errors` for the bad records of `from`, or the name of a port of a route. */
  port: string;
  to: string;
  kind: 'stream' | 'order';
  /** What `to` calls these records, where it tells its inputs apart: `left` and `right` of a join, the table of a query. */
  as?: string;
  /** Schema of the records on it; undefined on an order edge. */
  schema?: RecordType;
}

export type Stage =
  | ReadStage
  | SelectStage
  | FilterStage
  | RouteStage
  | InferStage
  | TaskStage
  | JoinStage
  | UnionStage
  | AggregateStage
  | SqlStage
  | ReviewStage
  | WriteStage;
export type StageKind = Stage['kind'];

export interface StageCommon {
  name: string;
  /** Schema of the records that come in (not on read, nor on a task without inputs). */
  input?: RecordType;
  /** Schema of the records that go out (not on write, nor on a task without a result). */
  output?: RecordType;
  /** What becomes of a bad record when nothing reads this stage's errors. */
  onError: 'fail' | 'skip';
  /** True where `n.errors` is read. */
  hasErrorPort: boolean;
  batch: BatchSetting;
  timeoutMs?: number;
  retry?: { attempts: number; backoffMs: number };
  /** What a deployment says of the node; none of it changes a record. */
  deployment?: Deployment;
  effects: Effects;
  /** SHA-256 of `fingerprintParts`. */
  fingerprint: string;
  /** Digest by component: text, code, parameters, model, inputs, … so that a change can be named. */
  fingerprintParts: Record<string, string>;
}

export interface Deployment {
  scale?: { min: number; max: number };
  cache?: 'on' | 'off';
  rate?: { max: number; perMs: number };
  resources?: { memoryBytes?: number; cpu?: number };
}

export interface BatchSetting {
  /** Records; absent means the executor finds it. */
  max?: number;
  waitMs?: number;
}

export interface Effects {
  reads: string[];
  writes: string[];
  hosts: string[];
  secrets: string[];
}

/** A connector with its options as the catalogue names them, defaults filled in; `dataset` with the name of one. */
export interface ConnectorCall {
  name: string;
  /** What stands in an object is called by the way to it: `headers.Accept`. */
  options: Record<string, Scalar>;
  /** By the option, the name of the secret that stands for its value. */
  secrets?: Record<string, string>;
}

export interface ReadStage extends StageCommon {
  kind: 'read';
  output: RecordType;
  connector: ConnectorCall;
}

export interface SelectStage extends StageCommon {
  kind: 'select';
  input: RecordType;
  output: RecordType;
  /** One per field of the output, in its order. */
  columns: { name: string; expression: TypedExpression }[];
}

export interface FilterStage extends StageCommon {
  kind: 'filter';
  input: RecordType;
  output: RecordType;
  where: TypedExpression;
}

export interface InferStage extends StageCommon {
  kind: 'infer';
  input: RecordType;
  output: RecordType;
  model: PlannedModel;
  /** For every input of the model what fills it: one expression for a column, several for a vector of scalars. */
  inputs: { tensor: ModelTensor; columns: TypedExpression[] }[];
  /** New columns; a model output nobody asked for is not fetched. */
  outputs: { column: string; type: Type; from: ModelOutput }[];
  /** Columns of the input that stay, in order. */
  keep: string[];
  device: string;
}

/** With the file that is meant, or with what the catalogue is asked for: `latest` or a digest. */
export type PlannedModel = { name: string; path: string; digest: string } | { name: string; checkpoint: string };

export interface TaskStage extends StageCommon {
  kind: 'task';
  /** `export`: the function in the file; none of a script. */
  runner: { name: 'node' | 'python' | 'bash'; file: string; export: string };
  /**
   * `record`: the function sees one record at a time; `batch`: all records of a batch, and gives as many results; `whole`: all
   * records of all inputs.
   */
  mode: 'record' | 'batch' | 'whole';
  /** The model that it makes a checkpoint of. */
  model?: string;
  /** What that model is for, in words. */
  useCase?: string;
  /** What that model takes and gives, where its declaration says both. */
  contract?: PlannedContract;
  /** Of a flow that is used: what stands before the names of its parameters, which are those that the code sees. */
  scope?: string;
}

export interface WriteStage extends StageCommon {
  kind: 'write';
  input: RecordType;
  connector: ConnectorCall;
  /** What of the records a dataset takes: its own columns, of its own types. */
  stored?: RecordType;
  /** Which batches of the dataset stay; changes none of them. */
  retention?: { keep?: number; retainMs?: number };
}

export interface RouteStage extends StageCommon {
  kind: 'route';
  input: RecordType;
  /** In the order in which they are tried; one without a condition takes all that is left. */
  ports: {
    name: string;
    where?: TypedExpression /** Less the nulls that the conditions rule out. */;
    output: RecordType;
  }[];
}

export interface JoinStage extends StageCommon {
  kind: 'join';
  /** Of the left side. */
  input: RecordType;
  right: RecordType;
  output: RecordType;
  join: 'inner' | 'left';
  /** What is compared, each over the record of its side. */
  keys: { left: TypedExpression; right: TypedExpression }[];
  /** One per field of the output, in its order. */
  columns: { name: string; side: 'left' | 'right'; from: string }[];
}

export interface UnionStage extends StageCommon {
  kind: 'union';
  /** What the records of all inputs become. */
  output: RecordType;
}

export interface AggregateStage extends StageCommon {
  kind: 'aggregate';
  input: RecordType;
  /** The start of the window, the keys, then the items. */
  output: RecordType;
  keys: { name: string; expression: TypedExpression }[];
  /** Each an aggregate function of the catalogue over the records of a group. */
  items: { name: string; function: string; arguments: TypedExpression[] }[];
  /** Windows of time that do not overlap, counted from 1970. */
  window?: { ms: number; time: TypedExpression; column: string };
}

export interface SqlStage extends StageCommon {
  kind: 'sql';
  output: RecordType;
  /** Over tables called as the edges into it say. */
  query: string;
}

export interface ReviewStage extends StageCommon {
  kind: 'review';
  input: RecordType;
  output: RecordType;
  by: string;
  answers: Field[];
  when?: TypedExpression;
}
