import type { LangiumDocument } from 'langium';
import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import type { TypedExpression } from '../expressions/expression.ts';
import type * as ast from '../generated/ast.ts';
import type { Ports } from '../ports.ts';
import type { RecordType, Type } from '../types/type.ts';
import type { NodeAnalysis } from './flow-analysis.ts';

/** What the analysis of one node may ask for. */
export interface NodeContext {
  document: LangiumDocument;
  ports: Ports;
  parameters: ReadonlyMap<string, Type>;
  /** The schema of the records an input brings; undefined where it is not known. */
  recordOf(input: ast.Input | undefined): RecordType | undefined;
  /** Types an expression over the record, once; undefined where it is wrong or not known. */
  type(expression: ast.Expression | undefined, record: RecordType | undefined): TypedExpression | undefined;
  accept: AcceptDiagnostic;
}

/** What one kind of node finds out about a node of its kind; the rest of a NodeAnalysis is the same for all kinds. */
export type NodeFacts = Pick<NodeAnalysis, 'input' | 'output' | 'scope' | 'columns' | 'condition' | 'inference' | 'query'>;

export type AnalyzeNode<N extends ast.Node> = (node: N, context: NodeContext) => NodeFacts;
