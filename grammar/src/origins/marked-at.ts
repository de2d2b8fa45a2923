import { AstUtils } from 'langium';
import { fieldDeclaration } from '../analysis/field-declaration.ts';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { nodesOf } from '../analysis/nodes-of.ts';
import { subflowsFirst } from '../analysis/subflows.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import * as ast from '../generated/ast.ts';
import type { SensitiveOrigin } from './sensitivity.ts';

/** Where the annotation stands that marks the field; undefined where it is not written as one. */
export function markedAt(origin: SensitiveOrigin, { flow }: FlowAnalysis): Place | undefined {
  const around = [flow, ...subflowsFirst(flow)].find((one) => isFlowOf(origin, one));
  const source = around && [...nodesOf(around), ...around.parameters].find(({ name }) => name === origin.node);
  const annotations = source && fieldDeclaration(typeAt(source), origin.path)?.annotations;
  const annotation = annotations?.find(({ name }) => name === 'pii' || name === 'sensitive');
  return annotation && { node: annotation };
}

function isFlowOf({ file, flow: name }: SensitiveOrigin, flow: ast.Flow): boolean {
  return flow.name === name && AstUtils.getDocument(flow).uri.toString() === file;
}

function typeAt(source: ast.Stream): ast.TypeExpression | undefined {
  if (ast.isReadNode(source)) return source.type ?? source.source?.dataset?.ref?.type;
  return 'type' in source ? source.type : undefined;
}
