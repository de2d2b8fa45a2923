import type { TypedExpression } from '../expressions/expression.ts';
import type { ModelOutput, ModelTensor } from '../onnx/signature.ts';
import type { RecordType, Scalar, Type } from '../types/type.ts';

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
  /** Schema of the records on it; undefined on an order edge. */
  schema?: RecordType;
}

export type Stage = ReadStage | SelectStage | FilterStage | InferStage | TaskStage | WriteStage;
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
  effects: Effects;
  /** SHA-256 of `fingerprintParts`. */
  fingerprint: string;
  /** Digest by component: text, code, parameters, model, inputs, … so that a change can be named. */
  fingerprintParts: Record<string, string>;
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

/** A connector with its options as the catalogue names them, defaults filled in. */
export interface ConnectorCall {
  name: string;
  options: Record<string, Scalar>;
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
  model: { name: string; path: string; digest: string };
  /** For every input of the model what fills it: one expression for a column, several for a vector of scalars. */
  inputs: { tensor: ModelTensor; columns: TypedExpression[] }[];
  /** New columns; a model output nobody asked for is not fetched. */
  outputs: { column: string; type: Type; from: ModelOutput }[];
  /** Columns of the input that stay, in order. */
  keep: string[];
  device: string;
}

export interface TaskStage extends StageCommon {
  kind: 'task';
  runner: { name: 'node'; file: string; export: string };
  /** `record`: the function sees one record at a time; `batch`: all records of a batch, and gives as many results. */
  mode: 'record' | 'batch';
}

export interface WriteStage extends StageCommon {
  kind: 'write';
  input: RecordType;
  connector: ConnectorCall;
}
