import { inputsOf } from '../analysis/inputs-of.ts';
import { flowOf, nodesOf } from '../analysis/nodes-of.ts';
import { isMisspelt } from '../diagnostics/is-misspelt.ts';
import { unusedParameter } from '../diagnostics/names.ts';
import { type Flow, isTaskNode } from '../generated/ast.ts';
import type { Check, CheckContext } from './check.ts';

/**
 * [P12] A parameter is used by some node of its flow. Names in expressions may be fields as well, so whatever could mean the
 * parameter counts, and a name that is nearly its own was probably meant for it. The code of a task is given all of them. A damaged
 * text may have lost the user, and of two of one name one is a mistake that is said.
 */
export const checkUnusedParameters: Check = (context) => {
  const analyses = context.analyses.filter(({ flow }) => flow.parameters.length > 0);
  if (analyses.length === 0 || context.document.parseResult.parserErrors.length > 0) return;
  const names = namesInExpressions(context);
  for (const { flow, parameters } of analyses) {
    const isGivenToCode = nodesOf(flow).some(isTaskNode);
    const used = new Set([...(names.get(flow) ?? []), ...inputNames(flow)]);
    const byName = Map.groupBy(flow.parameters, ({ name }) => name);
    for (const parameter of flow.parameters) {
      const { name, isStream } = parameter;
      const isSound = isStream || parameters.get(name)?.kind === 'scalar';
      const isAlone = byName.get(name)?.length === 1;
      if (isGivenToCode && !isStream) continue;
      if (!name || !isSound || !isAlone || used.has(name) || isMisspelt(name, used)) continue;
      context.accept(unusedParameter({ node: parameter, property: 'name' }, name));
    }
  }
};

function namesInExpressions({ all }: CheckContext): Map<Flow, string[]> {
  const names = new Map<Flow, string[]>();
  for (const reference of all('Reference')) {
    const flow = flowOf(reference);
    const known = flow && names.get(flow);
    if (known !== undefined) known.push(reference.name);
    else if (flow !== undefined) names.set(flow, [reference.name]);
  }
  return names;
}

function inputNames(flow: Flow): string[] {
  return nodesOf(flow).flatMap((node) => inputsOf(node).map((input) => input.node?.$refText ?? ''));
}
