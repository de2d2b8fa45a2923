/** Who reads a node, and whether one other node is all there is. */
import { nodesOf, type SourceRef, sourceRefs } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import type { FlowLanguageServices } from '../services.ts';

export interface Reader {
  node: ast.Node;
  ref: SourceRef;
}

/** Of a node that gives its records to one other by its own name, and is no output, waited for or in a test. */
export function onlyReader(node: ast.Node, services: FlowLanguageServices): Reader | undefined {
  const flow = AstUtils.getContainerOfType(node, ast.isFlow);
  if (flow === undefined || isNamedBeside(node, flow, services)) return undefined;
  const readers = nodesOf(flow).flatMap((reader) => sourceRefs(reader).map((ref) => ({ node: reader, ref })));
  const own = readers.filter(({ ref }) => ref.from === node);
  const [reader] = own;
  return own.length === 1 && reader?.ref.port === 'out' ? reader : undefined;
}

/** Whether it is named by more than what reads it: as an output, to be waited for, or in a test of any file. */
export function isNamedBeside(node: ast.Node, flow: ast.Flow, services: FlowLanguageServices): boolean {
  const isOutput = flow.outputs.some((output) => output.node?.ref === node);
  const isWaitedFor = nodesOf(flow).some((one) => ast.isTaskNode(one) && one.after.some(({ ref }) => ref === node));
  return isOutput || isWaitedFor || clausesOf(flow, services).some((clause) => clause.node?.ref === node);
}

/** What tests of a flow say, in all files. */
export function clausesOf(flow: ast.Flow, { shared }: FlowLanguageServices): ast.TestClause[] {
  const files = shared.workspace.LangiumDocuments.all.map(({ parseResult }) => parseResult.value as ast.FlowFile);
  const tests = files.flatMap(({ declarations }) => declarations).filter(ast.isTest);
  return tests
    .filter(({ run }) => run?.flow?.ref === flow)
    .flatMap(({ clauses }) => clauses)
    .toArray();
}
