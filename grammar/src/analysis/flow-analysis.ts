import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import type { TypedExpression } from '../expressions/expression.ts';
import type * as ast from '../generated/ast.ts';
import type { ModelOutput, ModelSignature, ModelTensor } from '../onnx/signature.ts';
import type { QueryResult } from '../sql/query-description.ts';
import type { Field, RecordType, Type } from '../types/type.ts';

/** Everything that is known of a flow before a run. What is not known is absent, never guessed. */
export interface FlowAnalysis {
  flow: ast.Flow;
  /** The scalar ones: what an expression may name. */
  parameters: Map<string, Type>;
  /** The parameters that are streams, with the schema of their records; undefined where it is not known. */
  streams: Map<string, RecordType | undefined>;
  /** In the order of the text; of two nodes of one name the first. */
  nodes: Map<string, NodeAnalysis>;
  /** Names in an order in which every node stands behind its inputs; nodes on a cycle come last. */
  order: string[];
  /** Names of the nodes of each cycle, in the direction of the records. */
  cycles: string[][];
  /** Mistakes found on the way; the checks add theirs. */
  diagnostics: FlowDiagnostic[];
}

export type NodeKindName =
  | 'read'
  | 'select'
  | 'filter'
  | 'route'
  | 'infer'
  | 'task'
  | 'join'
  | 'union'
  | 'aggregate'
  | 'sql'
  | 'review'
  | 'write'
  | 'use';

export interface NodeAnalysis {
  name: string;
  kind: NodeKindName;
  node: ast.Node;
  inputs: InputAnalysis[];
  /** Schema of the records that come in. */
  input?: RecordType;
  /** Schema of the records that go out. */
  output?: RecordType;
  /** The difference the node makes: fields that come new or with another type, and names that are gone. */
  added: Field[];
  removed: string[];
  expressions: Map<ast.Expression, TypedExpression>;
  /** The record whose fields an expression of this node sees. */
  scope?: RecordType;
  /** Of a select: one per field of the output, in its order; undefined where one of them is unknown. */
  columns?: SelectColumn[];
  /** Of a filter. */
  condition?: TypedExpression;
  /** Of an infer. */
  inference?: Inference;
  /** Of a sql, where its query is known to be right. */
  query?: QueryResult;
}

export interface InputAnalysis {
  /** undefined where the name is unknown. */
  from: string | undefined;
  /** `out`, `errors`, the name of a port, or `port.errors`. */
  port: string;
  place: ast.Input | ast.Argument;
}

export interface SelectColumn {
  field: Field;
  /** undefined where it is wrong. */
  expression: TypedExpression | undefined;
  /** The item of the select that makes it. */
  item: ast.SelectItem;
}

export interface Inference {
  /** undefined where the model's file cannot be read or is not known. */
  signature?: ModelSignature;
  /** undefined where one of the model's inputs is not filled. */
  inputs?: InferenceInput[];
  outputs: InferenceOutput[];
  /** Columns of the input that stay, in its order. */
  keep: string[];
}

export interface InferenceInput {
  tensor: ModelTensor;
  columns: TypedExpression[];
}

export interface InferenceOutput {
  column: string;
  type: Type;
  from: ModelOutput;
}
