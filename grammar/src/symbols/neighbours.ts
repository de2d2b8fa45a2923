/** One step from a column to those that have its name because it has it: the relation that `followColumn` closes. */

import { fieldDeclaration } from '../analysis/field-declaration.ts';
import type { FlowAnalysis, InputAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { mainOutput } from '../analysis/subflows.ts';
import * as ast from '../generated/ast.ts';
import { type CarriedColumn, type ColumnSymbol, carried, declared, fieldIn } from './column.ts';
import { columnsOfField, declarationAt } from './declared-places.ts';
import { links } from './links/index.ts';
import type { Link } from './links/link.ts';
import type { ProjectTexts } from './project-texts.ts';

export interface Neighbour {
  column: ColumnSymbol;
  /** Where an item alone links the two, which may be written out. */
  shorthand?: ast.FieldItem;
}

export function neighboursOf(column: ColumnSymbol, project: ProjectTexts): Neighbour[] {
  if (column.is === 'declared') return columnsOfField(column.field, project).filter(isThere).map(plain);
  return [
    ...declarations(column).map(plain),
    ...above(column),
    ...consumersOf(column).flatMap((consumer) => belowOne(column, consumer)),
    ...outside(column, project).filter(isThere).map(plain),
  ];
}

/** Those of them that lie against the direction of the records. */
export function columnsAbove(column: CarriedColumn): ColumnSymbol[] {
  return [...declarations(column), ...above(column).map((neighbour) => neighbour.column)];
}

function plain(column: ColumnSymbol): Neighbour {
  return { column };
}

/** Records that are known not to have the field are none of its places. */
function isThere(column: ColumnSymbol): boolean {
  if (column.is === 'declared') return true;
  const { flow, stream, port, path } = column;
  const node = flow.nodes.get(stream);
  const record = node === undefined ? flow.streams.get(stream) : port === 'out' ? node.output : node.ports?.get(port);
  return record === undefined || fieldIn(record, path) !== undefined;
}

function declarations({ flow, stream, port, path }: CarriedColumn): ColumnSymbol[] {
  if (port !== 'out') return [];
  const node = flow.nodes.get(stream)?.node;
  const parameter = flow.flow.parameters.find(({ name, isStream }) => isStream && name === stream);
  const owner = node ?? parameter;
  const isOwner = ast.isReadNode(owner) || ast.isTaskNode(owner) || ast.isReviewNode(owner) || ast.isParameter(owner);
  return isOwner ? declarationAt(owner, path).map(declared) : [];
}

function above({ flow, stream, port, path }: CarriedColumn): Neighbour[] {
  const node = flow.nodes.get(stream);
  if (node === undefined) return [];
  if (node.use !== undefined) return insideOf(node, port, path).map(plain);
  return links[node.kind].up(node, port, path).flatMap((link) => neighbourAbove(flow, node.inputs[link.input], link));
}

function neighbourAbove(flow: FlowAnalysis, input: InputAnalysis | undefined, { from, shorthand }: Link): Neighbour[] {
  if (input?.from === undefined) return [];
  return [{ column: carried(flow, input.from, input.port, from), ...(shorthand && { shorthand }) }];
}

function insideOf({ use }: NodeAnalysis, port: string, path: readonly string[]): ColumnSymbol[] {
  if (use === undefined || port.endsWith('errors')) return [];
  const name = port === 'out' ? mainOutput(use.analysis.flow)?.node?.ref?.name : port;
  return name === undefined ? [] : [carried(use.analysis, name, 'out', path)];
}

export interface Consumer {
  node: NodeAnalysis;
  input: number;
}

const known = new WeakMap<FlowAnalysis, ReadonlyMap<string, readonly Consumer[]>>();

/** The nodes of its flow that a stream goes into by a port, and by which of their inputs. */
export function consumersOf({ flow, stream, port }: Omit<CarriedColumn, 'path'>): readonly Consumer[] {
  const byStream = known.get(flow) ?? consumersIn(flow);
  known.set(flow, byStream);
  return (byStream.get(stream) ?? []).filter(({ node, input }) => node.inputs[input]?.port === port);
}

function consumersIn({ nodes }: FlowAnalysis): Map<string, Consumer[]> {
  const byStream = new Map<string, Consumer[]>();
  for (const node of nodes.values()) {
    for (const [input, { from }] of node.inputs.entries()) {
      const consumers = byStream.get(from ?? '') ?? [];
      byStream.set(from ?? '', consumers);
      consumers.push({ node, input });
    }
  }
  return byStream;
}

function belowOne({ flow, path }: CarriedColumn, { node, input }: Consumer): Neighbour[] {
  if (ast.isWriteNode(node.node)) return stored(node.node, path).map(plain);
  if (node.use !== undefined) return into(node, node.inputs[input], path).filter(isThere).map(plain);
  return links[node.kind].down(node, input, path).map(({ port, to, shorthand }) => ({
    column: carried(flow, node.name, port, to),
    ...(shorthand && { shorthand }),
  }));
}

function stored({ target }: ast.WriteNode, path: readonly string[]): ColumnSymbol[] {
  const field = fieldDeclaration(target?.dataset?.ref?.type, path);
  return field === undefined ? [] : [declared(field)];
}

function into({ use }: NodeAnalysis, input: InputAnalysis | undefined, path: readonly string[]): ColumnSymbol[] {
  const parameter = ast.isArgument(input?.place) ? input.place.name : undefined;
  const isStream = parameter !== undefined && use?.analysis.streams.has(parameter) === true;
  return isStream ? [carried(use.analysis, parameter, 'out', path)] : [];
}

/** Where the flow is used: what fills its stream, and the port its output leaves by. */
function outside({ flow, stream, port, path }: CarriedColumn, project: ProjectTexts): ColumnSymbol[] {
  if (port !== 'out') return [];
  const isOutput = flow.flow.outputs.some(({ node }) => node?.$refText === stream);
  const isStream = flow.streams.has(stream);
  if (!isOutput && !isStream) return [];
  return project.usesOf(flow.flow).flatMap(({ flow: around, node }): ColumnSymbol[] => {
    const input = isStream ? node.use?.streams.get(stream) : undefined;
    const given = input?.from === undefined ? [] : [carried(around, input.from, input.port, path)];
    const isMain = mainOutput(flow.flow)?.node?.$refText === stream;
    const ports = new Set(isMain ? ['out', stream] : [stream]);
    return [...given, ...(isOutput ? [...ports].map((name) => carried(around, node.name, name, path)) : [])];
  });
}
