/** One computed column of an `aggregate`: a call of an aggregate function over the records of a group. */
import { aggregateNamed, aggregates } from '../catalog/aggregates/index.ts';
import { functionNamed } from '../catalog/functions/index.ts';
import { printSignature } from '../catalog/functions/print-signature.ts';
import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import { notAnAggregate } from '../diagnostics/graph.ts';
import { unknownFunction, wrongArgumentCount, wrongArguments } from '../diagnostics/types.ts';
import type { TypedExpression } from '../expressions/expression.ts';
import { parametersFor, resolveSignature } from '../expressions/resolve-signature.ts';
import { describeAll } from '../expressions/typing/describe.ts';
import * as ast from '../generated/ast.ts';
import type { RecordType } from '../types/type.ts';
import type { NodeContext } from './node-context.ts';

export function aggregateCall(
  item: ast.FieldItem,
  input: RecordType | undefined,
  { type, accept }: NodeContext,
): TypedExpression | undefined {
  const call = item.value;
  const spec = ast.isCall(call) ? aggregateNamed(call.function) : undefined;
  if (!ast.isCall(call) || spec === undefined) {
    accept(noAggregate(item));
    return undefined;
  }
  const given = call.arguments.map((argument) => type(argument.value, input));
  if (!given.every((one) => one !== undefined)) return undefined;
  for (const signature of spec.signatures) {
    const resolved = resolveSignature(signature, given);
    if (resolved !== undefined) return { op: 'call', type: resolved.result, function: spec.name, arguments: given };
  }
  const signatures = spec.signatures.map((signature) => printSignature(spec, signature)).join(' or ');
  const fitsInNumber = spec.signatures.some((signature) => parametersFor(signature, given.length) !== undefined);
  if (fitsInNumber) accept(wrongArguments({ node: call }, describeAll(given), spec.name, signatures, []));
  else {
    const most = Math.max(...spec.signatures.map(({ parameters }) => parameters.length));
    accept(wrongArgumentCount({ node: call }, signatures, given.length, most));
  }
  return undefined;
}

/** A function that is in no list is one that is spelt wrong. */
function noAggregate(item: ast.FieldItem): FlowDiagnostic {
  const { value: call } = item;
  const names = aggregates.map(({ name }) => name);
  if (ast.isCall(call) && call.function && functionNamed(call.function) === undefined)
    return unknownFunction({ node: call, property: 'function' }, call.function, names);
  return notAnAggregate(call === undefined ? { node: item, property: 'name' } : { node: call }, item.name, names);
}
