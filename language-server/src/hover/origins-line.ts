/** Where a column comes from, with links to it, and whether it is free to leave, in words under its type. */
import { type ColumnOrigin, type FlowAnalysis, nodesOf, originsOf, sensitiveOrigins } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { URI } from 'langium';
import type { FlowLanguageServices } from '../services.ts';

/** Of a column that leaves a node; undefined where it is a source's own, or a constant. */
export function originsOfOutput(
  flow: FlowAnalysis,
  node: string,
  path: readonly string[],
  services: FlowLanguageServices,
  { port = 'out', producer }: { port?: string | undefined; producer?: string | undefined } = {},
): string | undefined {
  const origins = originsOf(flow, node, path, port).filter((origin) => !isSaid(origin, { node, path, producer }));
  const marked = sensitiveOrigins(flow, { name: node, port, path });
  const lines = [
    sayAs('computed from', origins, 'computed', services),
    sayAs('is', origins, 'copied', services),
    sayAs('hides', origins, 'hidden', services),
    sayCode(origins),
    ...marked.map((one) => `${one.annotation}, by \`${nameOf(one)}\``),
  ];
  return lines.filter((line) => line !== undefined).join('  \n') || undefined;
}

/** Of a column that a node sees, where it has one input. */
export function originsOfInput(
  flow: FlowAnalysis,
  node: string,
  path: readonly string[],
  services: FlowLanguageServices,
  producer?: string,
): string | undefined {
  const [input, ...others] = flow.nodes.get(node)?.inputs ?? [];
  if (input?.from === undefined || others.length > 0) return undefined;
  return originsOfOutput(flow, input.from, path, services, { port: input.port, producer });
}

const longest = 8;

function sayAs(
  verb: string,
  origins: ColumnOrigin[],
  way: ColumnOrigin['way'],
  services: FlowLanguageServices,
): string | undefined {
  const found = origins.filter((origin) => origin.way === way);
  if (found.length === 0) return undefined;
  const names = found.slice(0, longest).map((origin) => linked(origin, services));
  const rest = found.length - longest;
  return `${verb} ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Which columns code has looked at nobody knows. */
function sayCode(origins: ColumnOrigin[]): string | undefined {
  const nodes = new Set(origins.filter(({ way }) => way === 'unseen').map(({ node }) => `\`${node}\``));
  return nodes.size === 0 ? undefined : `made by code that reads ${[...nodes].join(', ')}`;
}

/** A field that was only passed on has the node that made it in the line above. */
function isSaid(
  { node, path, way }: ColumnOrigin,
  said: { node: string; path: readonly string[]; producer: string | undefined },
): boolean {
  if (path.join('.') !== said.path.join('.')) return false;
  return node === said.node || (way === 'copied' && (said.producer === undefined || node === said.producer));
}

function nameOf({ node, path }: Pick<ColumnOrigin, 'node' | 'path'>): string {
  return `${node}.${path.join('.')}`;
}

/** To the statement where it enters. */
function linked(origin: ColumnOrigin, { shared }: FlowLanguageServices): string {
  const name = `\`${nameOf(origin)}\``;
  const file = shared.workspace.LangiumDocuments.getDocument(URI.parse(origin.file))?.parseResult.value;
  const flows = ast.isFlowFile(file) ? file.declarations.filter((one) => ast.isFlow(one)) : [];
  const flow = flows.find((one) => one.name === origin.flow);
  const statement =
    flow && [...nodesOf(flow), ...flow.parameters].find((one: ast.Node | ast.Parameter) => one.name === origin.node);
  return statement === undefined ? name : linkTo(name, origin.file, statement);
}

/** Editors take `#L12` for the line. */
export function linkTo(text: string, uri: string, place: ast.Node | ast.Parameter): string {
  const line = place.$cstNode?.range.start.line;
  return line === undefined ? text : `[${text}](${uri.replace(/[()\s]/g, encodeURIComponent)}#L${line + 1})`;
}
