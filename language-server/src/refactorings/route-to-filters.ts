/**
 * A route becomes a filter for each of its ports: what takes no record before, and the port's own condition. Only where every port
 * with a condition is read, since one that is not read still makes records bad, and where nothing but nodes names them.
 */
import {
  type FlowAnalysis,
  type NodeAnalysis,
  narrowUnless,
  nodesOf,
  type SourceRef,
  sourceRefs,
  typeExpression,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import { flowAround } from '../cursor/flow-around.ts';
import { writtenName } from '../fixes/editing/names.ts';
import { replacePlace, textOf } from '../fixes/editing/spans.ts';
import { freeName, statementIndent } from '../fixes/editing/statements.ts';
import { joinedByAnd, negated, withDefault } from './parentheses.ts';
import { type Refactoring, whole } from './refactoring.ts';
import { renamedSources } from './renamed-sources.ts';
import { isNamedBeside } from './single-use.ts';

export const routeToFilters: Refactoring = ({ node, services }) => {
  const around = node && flowAround(node);
  const route = around?.node?.node;
  if (around?.node === undefined || !ast.isRouteNode(route) || route.properties !== undefined) return [];
  const { flow } = around.flow;
  const refs = nodesOf(flow)
    .flatMap(sourceRefs)
    .filter(({ from }) => from === route);
  if (isNamedBeside(route, flow, services) || !areAllRead(around.node, refs)) return [];
  if (!areSoundInTurn(route, around.node, around.flow)) return [];
  const edits = editsFor(route, around.node, flow, refs);
  if (edits === undefined) return [];
  return [{ title: 'Replace the route by filters', kind: CodeActionKind.RefactorRewrite, edits: () => edits }];
};

/** And nothing else of it, as its bad records. */
function areAllRead({ routes = [] }: NodeAnalysis, refs: readonly SourceRef[]): boolean {
  const ports = new Set(refs.map(({ port }) => port));
  const own = new Set(routes.map(({ name }) => name));
  const isWhole = routes.every(({ name, isOtherwise, condition }) => isOtherwise || (condition && ports.has(name)));
  return refs.length > 0 && isWhole && [...ports].every((port) => own.has(port));
}

/** Behind an `and` a condition knows what those before it rule out; a question about a null that is gone would be a mistake more. */
function areSoundInTurn(
  route: ast.RouteNode,
  { input, routes = [] }: NodeAnalysis,
  { parameters }: FlowAnalysis,
): boolean {
  let record = input;
  let isSound = true;
  for (const [index, { condition }] of route.ports.entries()) {
    const typed = routes[index]?.condition;
    if (record === undefined || condition === undefined || typed === undefined) continue;
    typeExpression(condition, { record, parameters }, () => {
      isSound = false;
    });
    record = narrowUnless(record, typed);
  }
  return isSound && input !== undefined;
}

function editsFor(
  route: ast.RouteNode,
  known: NodeAnalysis,
  flow: ast.Flow,
  refs: readonly SourceRef[],
): TextEdit[] | undefined {
  const read = route.ports.filter(({ name }) => refs.some(({ port }) => port === name));
  const names = new Map(read.map(({ name }) => [name, freeName(flow, name)]));
  const readers = new Set(nodesOf(flow).filter((one) => sourceRefs(one).some(({ from }) => from === route)));
  const renamed = [...readers].map((reader) => {
    return renamedSources(reader, ({ from, port }) => (from === route ? [names.get(port) ?? port] : undefined));
  });
  if (renamed.includes(undefined)) return undefined;
  const filters = read.map((port) => {
    const condition = conditionOf(port, route, known);
    return `filter ${writtenName(names.get(port.name) ?? '')}(${textOf({ node: route.input })}) where ${condition}`;
  });
  const { indent } = statementIndent(route);
  return whole([replacePlace({ node: route }, filters.join(indent)), ...renamed.flatMap((edits) => edits ?? [])]);
}

/** No port before takes the record, and this one does. */
function conditionOf(port: ast.Port, { ports }: ast.RouteNode, known: NodeAnalysis): string {
  const passed = ports.slice(0, ports.indexOf(port)).flatMap((one) => passing(one, known));
  const { condition } = port;
  if (condition === undefined) return passed.join(' and ') || 'true';
  const own = textOf({ node: condition });
  return passed.length === 0 ? own : [...passed, joinedByAnd(own, condition, false)].join(' and ');
}

/** Null takes no record, so it counts as false. */
function passing({ name, condition }: ast.Port, { routes = [] }: NodeAnalysis): string[] {
  if (condition === undefined) return [];
  const type = routes.find((one) => one.name === name)?.condition?.type;
  const mayBeNull = type?.kind === 'scalar' && type.nullable;
  return [mayBeNull ? `not (${withDefault(condition, 'false')})` : negated(condition)];
}
