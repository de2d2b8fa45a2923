import type { LangiumDocument } from 'langium';
import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import type { TypedExpression } from '../expressions/expression.ts';
import type * as ast from '../generated/ast.ts';
import type { Ports } from '../ports.ts';
import type { RecordType, Type } from '../types/type.ts';
import type { FlowAnalysis, NodeAnalysis } from './flow-analysis.ts';
import type { SourceRef } from './source-refs.ts';

/** What the analysis of one node may ask for. */
export interface NodeContext {
  document: LangiumDocument;
  ports: Ports;
  parameters: ReadonlyMap<string, Type>;
  /** The schema of the records an input brings; undefined where it is not known. */
  recordOf(input: ast.Input | undefined): RecordType | undefined;
  /** The same of any place that names a source. */
  recordAt(source: SourceRef): RecordType | undefined;
  /** Types an expression over the record, once; undefined where it is wrong or not known. */
  type(expression: ast.Expression | undefined, record: RecordType | undefined): TypedExpression | undefined;
  /** Types the value of a parameter of another flow: a constant, or computed of this flow's own parameters. */
  typeAs(expression: ast.Expression, wanted: Type, name: string): TypedExpression | undefined;
  /** The analysis of another flow, which does not use this one. */
  analysisOf(flow: ast.Flow): FlowAnalysis;
  accept: AcceptDiagnostic;
}

/** What one kind of node finds out about a node of its kind; the rest of a NodeAnalysis is the same for all kinds. */
export type NodeFacts = Partial<Omit<NodeAnalysis, 'name' | 'kind' | 'node' | 'inputs' | 'expressions'>>;

export type AnalyzeNode<N extends ast.Node> = (node: N, context: NodeContext) => NodeFacts;
