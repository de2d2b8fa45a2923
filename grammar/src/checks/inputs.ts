import { AstUtils } from 'langium';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { nodesOf, streamsOf } from '../analysis/nodes-of.ts';
import { givesRecords, portsOf } from '../analysis/source-ports.ts';
import { type SourceRef, sourceRefs } from '../analysis/source-refs.ts';
import { stepModeOf } from '../analysis/step-mode.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import {
  duplicateOutput,
  noPortNamed,
  noRecords,
  recordsFromNothing,
  repeatedInput,
  tooManyInputs,
  unknownPort,
} from '../diagnostics/graph.ts';
import { unresolvedName } from '../diagnostics/names.ts';
import * as ast from '../generated/ast.ts';
import type { Check, CheckContext } from './check.ts';
import { isDamagedParameter, isInLostText } from './unresolved-names.ts';

/** [N8] Records come from a node that gives some, by a port it has. */
export const checkInputs: Check = (context) => {
  for (const analysis of context.analyses) {
    for (const node of nodesOf(analysis.flow)) {
      const sources = sourceRefs(node);
      for (const source of sources) checkSource(source, context);
      if (ast.isUnionNode(node) || ast.isSqlNode(node) || ast.isTaskNode(node)) checkRepeated(sources, context);
      if (ast.isTaskNode(node)) checkTask(node, context);
    }
    checkOutputs(analysis, context);
  }
};

function checkSource({ from, port, place }: SourceRef, { accept }: CheckContext): void {
  if (from === undefined) checkNamed(place, accept);
  else if (port === 'out') checkGives(from, sourcePlace(place), accept);
  else if (!(portsOf(from)?.includes(port) ?? true)) {
    accept(unknownPort(portPlace(place), port, from.name, portsOf(from) ?? []));
  }
}

/** An input is a reference, which the linker knows to lead nowhere; the argument of a `use` is a value like any other. */
function checkNamed(place: SourceRef['place'], accept: CheckContext['accept']): void {
  if (ast.isInput(place)) return;
  const flow = AstUtils.getContainerOfType(place, ast.isFlow);
  const own = AstUtils.getContainerOfType(place, ast.isUseNode);
  const known = flow === undefined ? [] : streamsOf(flow).filter((one) => one !== own && one.name);
  const named = rootOf(place.value);
  const document = AstUtils.getDocument(place);
  if (named === undefined || isInLostText(named.name, document) || isDamagedParameter(named.name, place)) return;
  accept(
    unresolvedName(
      { node: named },
      'node',
      named.name,
      known.map(({ name }) => name),
    ),
  );
}

/** `a` of `a.b.c`. */
function rootOf(value: ast.Expression | undefined): ast.Reference | undefined {
  if (ast.isReference(value)) return value.name ? value : undefined;
  return ast.isMember(value) ? rootOf(value.receiver) : undefined;
}

function sourcePlace(place: SourceRef['place']): Place {
  return { node: place, property: ast.isInput(place) ? 'node' : 'value' };
}

function portPlace(place: SourceRef['place']): Place {
  return { node: place, property: ast.isInput(place) ? 'port' : 'value' };
}

/** Whether a node gives records by its own name. */
function checkGives(source: ast.Stream, place: Place, accept: CheckContext['accept']): void {
  if (givesRecords(source)) return;
  if (ast.isWriteNode(source)) accept(noRecords(place, source.name, 'it writes them'));
  else if (ast.isTaskNode(source)) {
    const reason = source.isModel ? 'it trains a model' : `give it a schema: task ${source.name}(…) -> Schema`;
    accept(noRecords(place, source.name, reason));
  } else {
    const ports = (portsOf(source) ?? []).filter((port) => port !== 'errors' && !port.endsWith('.errors'));
    if (ports.length > 0) accept(noPortNamed(place, source.name, ports));
    else accept(noRecords(place, source.name, 'it has no outputs'));
  }
}

function checkRepeated(sources: readonly SourceRef[], { accept }: CheckContext): void {
  const seen = new Map<string, Place>();
  for (const { from, port, place } of sources) {
    const key = from && `${from.name}.${port}`;
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, { node: place });
    else accept(repeatedInput({ node: place }, place.$cstNode?.text ?? key, first));
  }
}

function checkTask(node: ast.TaskNode, { accept }: CheckContext): void {
  if (stepModeOf(node) !== 'whole')
    for (const input of node.inputs.slice(1)) accept(tooManyInputs({ node: input }, node.name));
  if (node.inputs.length === 0 && node.type !== undefined) {
    accept(recordsFromNothing({ node, property: 'type' }, node.name));
  }
}

function checkOutputs({ flow }: FlowAnalysis, { accept }: CheckContext): void {
  const seen = new Map<ast.Node, Place>();
  for (const output of flow.outputs) {
    const source = output.node?.ref;
    if (source === undefined) continue;
    const first = seen.get(source);
    if (first !== undefined) accept(duplicateOutput({ node: output }, source.name, first));
    else checkGives(source, { node: output, property: 'node' }, accept);
    seen.set(source, first ?? { node: output });
  }
}
