import type { NodeKindName } from '../catalog/spec.ts';
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

export type { NodeKindName };

export interface NodeAnalysis {
  name: string;
  kind: NodeKindName;
  node: ast.Node;
  inputs: InputAnalysis[];
  /** Schema of the records that come in; of a join those of its left side, of a union what all of them become. */
  input?: RecordType;
  /** Schema of the records that go out; of nodes with ports of their own only where there is one. */
  output?: RecordType;
  /** Of a route and a use: the schema of the records at each of its ports; undefined where it is not known. */
  ports?: Map<string, RecordType | undefined>;
  /** The difference the node makes: fields that come new or with another type, and names that are gone. */
  added: Field[];
  removed: string[];
  expressions: Map<ast.Expression, TypedExpression>;
  /** The record whose fields an expression of this node sees. */
  scope?: RecordType;
  /**
   * Of a select: one per field of the output, in its order; undefined where one of them is unknown. Of an aggregate too, where
   * those that are no keys are calls of an aggregate function.
   */
  columns?: SelectColumn[];
  /** Of a filter. */
  condition?: TypedExpression;
  /** Of an infer. */
  inference?: Inference;
  /** Of a sql, where its query is known to be right. */
  query?: QueryResult;
  /** Of a route: its ports in the order in which they are tried. */
  routes?: RoutePort[];
  /** Of a join. */
  join?: Join;
  /** Of an aggregate. */
  aggregation?: Aggregation;
  /** Of a review. */
  review?: Review;
  /** Of a use; absent where the flow is not known or uses itself. */
  use?: Use;
}

export interface InputAnalysis {
  /** undefined where the name is unknown. */
  from: string | undefined;
  /** `out`, `errors`, the name of a port, or `port.errors`. */
  port: string;
  place: ast.Input | ast.Argument;
  /** Schema of the records it brings; undefined where it is not known. */
  record?: RecordType;
}

export interface SelectColumn {
  field: Field;
  /** undefined where it is wrong. */
  expression: TypedExpression | undefined;
  /** The item that makes it; of the start of a window the node. */
  item: ast.SelectItem | ast.AggregateNode;
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

export interface RoutePort {
  name: string;
  /** undefined of `otherwise`, and where it is wrong. */
  condition: TypedExpression | undefined;
  isOtherwise: boolean;
}

export interface Join {
  kind: 'inner' | 'left';
  /** What is compared, each over the record of its side. */
  keys: { left: TypedExpression; right: TypedExpression }[];
  /** One per field of the output, in its order. */
  columns: JoinColumn[];
}

export interface JoinColumn {
  field: Field;
  side: 'left' | 'right';
  /** The column of that side. */
  from: string;
}

export interface Aggregation {
  /** Names of the columns that make a group; the others are computed over its records. */
  keys: string[];
  /** Of records that come in windows of time. */
  window?: { ms: number; time: TypedExpression | undefined; column: string };
}

export interface Review {
  /** The columns that the answers fill. */
  answers: Field[];
  /** Which records are asked about; undefined for all. */
  when?: TypedExpression;
}

export interface Use {
  analysis: FlowAnalysis;
  /** Values of the scalar parameters that are given, over the parameters of the flow around. */
  values: Map<string, TypedExpression>;
  /** The inputs by the name of the parameter they fill. */
  streams: Map<string, InputAnalysis>;
}
