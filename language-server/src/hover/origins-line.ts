/** Where a column comes from, and whether it is free to leave, in words under its type. */
import { type ColumnOrigin, type FlowAnalysis, originsOf, sensitiveOrigins } from '@millrace/grammar';

/** Of a column that leaves a node; undefined where it is a source's own, or a constant. */
export function originsOfOutput(flow: FlowAnalysis, node: string, path: readonly string[], port = 'out') {
  const origins = originsOf(flow, node, path, port).filter((origin) => !isItself(origin, node, path));
  const marked = sensitiveOrigins(flow, { name: node, port, path });
  const lines = [
    sayAs('computed from', origins, 'computed'),
    sayAs('is', origins, 'copied'),
    sayAs('hides', origins, 'hidden'),
    sayCode(origins),
    ...marked.map((one) => `${one.annotation}, by \`${nameOf(one)}\``),
  ];
  return lines.filter((line) => line !== undefined).join('  \n') || undefined;
}

/** Of a column that a node sees, where it has one input. */
export function originsOfInput(flow: FlowAnalysis, node: string, path: readonly string[]): string | undefined {
  const [input, ...others] = flow.nodes.get(node)?.inputs ?? [];
  if (input?.from === undefined || others.length > 0) return undefined;
  return originsOfOutput(flow, input.from, path, input.port);
}

const longest = 8;

function sayAs(verb: string, origins: ColumnOrigin[], way: ColumnOrigin['way']): string | undefined {
  const names = origins.filter((origin) => origin.way === way).map((origin) => `\`${nameOf(origin)}\``);
  if (names.length === 0) return undefined;
  const rest = names.length - longest;
  return `${verb} ${names.slice(0, longest).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Which columns code has looked at nobody knows. */
function sayCode(origins: ColumnOrigin[]): string | undefined {
  const nodes = new Set(origins.filter(({ way }) => way === 'unseen').map(({ node }) => `\`${node}\``));
  return nodes.size === 0 ? undefined : `made by code that reads ${[...nodes].join(', ')}`;
}

/** A field that was only passed on has its source in the line above. */
function isItself({ node, path, way }: ColumnOrigin, name: string, own: readonly string[]): boolean {
  return path.join('.') === own.join('.') && (node === name || way === 'copied');
}

function nameOf({ node, path }: ColumnOrigin): string {
  return `${node}.${path.join('.')}`;
}
