import { analyzeFlow, type FlowAnalysis, type NodeAnalysis } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';

export interface FlowAround {
  flow: FlowAnalysis;
  /** The node whose statement the place is in; undefined in the flow's header. */
  node: NodeAnalysis | undefined;
}

/** The analysis of the flow a place of a document lies in. */
export function flowAround(place: AstNode): FlowAround | undefined {
  const declaration = AstUtils.getContainerOfType(place, ast.isFlow);
  if (declaration === undefined) return undefined;
  const flow = analyzeFlow(declaration);
  const statement = AstUtils.getContainerOfType(place, ast.isNode);
  const node = statement && flow.nodes.get(statement.name);
  return { flow, node: node?.node === statement ? node : undefined };
}
