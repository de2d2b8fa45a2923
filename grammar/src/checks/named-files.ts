import { nodesOf } from '../analysis/nodes-of.ts';
import { propertyValue } from '../analysis/property-value.ts';
import { connectors } from '../catalog/connectors/index.ts';
import { runners } from '../catalog/runners/index.ts';
import type { PropertySpec } from '../catalog/spec.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import * as ast from '../generated/ast.ts';
import { resolvePath } from '../names/import-uri.ts';
import { bindArguments, type Callee, calledName } from '../properties/call-properties.ts';
import type { CheckContext } from './check.ts';

export interface NamedFile {
  /** As written. */
  path: string;
  uri: string;
  place: Place;
  use: 'read' | 'write' | 'code';
  flow: ast.Flow;
}

/** The files that nodes name with a literal path; a path that is a parameter is known only when the flow runs. */
export function namedFiles(context: CheckContext): NamedFile[] {
  return context.analyses.flatMap(({ flow }) => nodesOf(flow).flatMap((node) => filesOf(node, flow, context)));
}

function filesOf(node: ast.Node, flow: ast.Flow, context: CheckContext): NamedFile[] {
  if (ast.isReadNode(node)) return filesOfCall(node.source, connectors, 'read', flow, context);
  if (ast.isWriteNode(node)) return filesOfCall(node.target, connectors, 'write', flow, context);
  const run = ast.isTaskNode(node) ? propertyValue(node.properties, 'run') : undefined;
  return ast.isCall(run) ? filesOfCall(run, runners, 'code', flow, context) : [];
}

function filesOfCall(
  call: Callee | undefined,
  list: readonly { name: string; options: PropertySpec[] }[],
  use: NamedFile['use'],
  flow: ast.Flow,
  { document }: CheckContext,
): NamedFile[] {
  const options = call && list.find(({ name }) => name === calledName(call))?.options;
  if (call === undefined || options === undefined || (ast.isSource(call) && call.dataset.ref !== undefined)) return [];
  return bindArguments(call, options).flatMap(({ argument, spec }) => {
    const { value } = argument;
    if (spec?.value.kind !== 'path' || !ast.isStringLiteral(value)) return [];
    const uri = resolvePath(document, value.value).toString();
    return [{ path: value.value, uri, place: { node: value }, use, flow }];
  });
}
