import type { Input } from '../generated/ast.ts';

/** What a query calls an input: the node by its name, `node.port` as `node_port`. */
export function tableNameOf({ node, port, subport }: Input): string | undefined {
  const parts = [node?.$refText, port, subport].filter((part) => part !== undefined);
  return node?.$refText ? parts.join('_').replaceAll('`', '') : undefined;
}
