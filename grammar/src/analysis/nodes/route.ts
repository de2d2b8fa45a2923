import { otherwiseNotLast, reservedPort } from '../../diagnostics/graph.ts';
import { duplicateName } from '../../diagnostics/names.ts';
import { notACondition } from '../../diagnostics/types.ts';
import type { TypedExpression } from '../../expressions/expression.ts';
import { narrow, narrowUnless } from '../../expressions/narrow.ts';
import type { Port, RouteNode } from '../../generated/ast.ts';
import { printType } from '../../types/print-type.ts';
import type { RecordType } from '../../types/type.ts';
import type { RoutePort } from '../flow-analysis.ts';
import { isBool } from '../is-bool.ts';
import type { AnalyzeNode, NodeContext } from '../node-context.ts';

/** Each record leaves by the first port whose condition is true, less the nulls that it and those before it rule out. */
export const analyzeRoute: AnalyzeNode<RouteNode> = (node, context) => {
  const input = context.recordOf(node.input);
  const ports = new Map<string, RecordType | undefined>();
  const routes: RoutePort[] = [];
  let rest = input;
  for (const port of withoutDuplicates(node, context)) {
    const condition = port.isOtherwise ? undefined : conditionOf(port, input, context);
    ports.set(port.name, condition && rest ? narrow(rest, condition) : rest);
    routes.push({ name: port.name, condition, isOtherwise: port.isOtherwise });
    if (condition !== undefined && rest !== undefined) rest = narrowUnless(rest, condition);
  }
  return { input, scope: input, ports, routes, added: [], removed: [] };
};

function conditionOf(
  port: Port,
  input: RecordType | undefined,
  { type, accept }: NodeContext,
): TypedExpression | undefined {
  const condition = type(port.condition, input);
  if (condition === undefined || isBool(condition.type)) return condition;
  accept(
    notACondition(
      { node: port, property: 'condition' },
      port.name,
      printType(condition.type),
      printType(condition.type),
    ),
  );
  return undefined;
}

/** The names by which every node is read. */
const reserved = ['out', 'errors'];

function withoutDuplicates({ ports }: RouteNode, { accept }: NodeContext): Port[] {
  const byName = new Map<string, Port>();
  for (const [index, port] of ports.entries()) {
    if (!port.name) continue;
    const place = { node: port, property: 'name' };
    const first = byName.get(port.name);
    if (first !== undefined) accept(duplicateName(place, 'port', port.name, { node: first, property: 'name' }));
    else if (reserved.includes(port.name)) accept(reservedPort(place, port.name));
    else byName.set(port.name, port);
    if (port.isOtherwise && index < ports.length - 1) accept(otherwiseNotLast({ node: port }));
  }
  return [...byName.values()];
}
