import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { inputsOf } from '../analysis/inputs-of.ts';
import { nodesOf } from '../analysis/nodes-of.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { duplicateOutput, noRecords, recordsFromNothing, tooManyInputs, unknownPort } from '../diagnostics/graph.ts';
import * as ast from '../generated/ast.ts';
import type { Check, CheckContext } from './check.ts';

/** [N8] Records come from a node that gives some, by a port it has. */
export const checkInputs: Check = (context) => {
  for (const analysis of context.analyses) {
    for (const node of nodesOf(analysis.flow)) {
      for (const input of inputsOf(node)) checkInput(input, context);
      if (ast.isTaskNode(node)) checkTask(node, context);
    }
    checkOutputs(analysis, context);
  }
};

function checkInput(input: ast.Input, { accept }: CheckContext): void {
  const source = input.node?.ref;
  if (source === undefined || ast.isParameter(source)) return;
  if (input.port === undefined) checkGives(source, { node: input, property: 'node' }, accept);
  else if (input.port !== 'errors') accept(unknownPort({ node: input, property: 'port' }, input.port, source.name));
}

function checkGives(source: ast.Node, place: Place, accept: CheckContext['accept']): void {
  if (ast.isWriteNode(source)) accept(noRecords(place, source.name, 'it writes them'));
  else if (ast.isTaskNode(source) && source.type === undefined) {
    accept(noRecords(place, source.name, `give it a schema: task ${source.name}(…) -> Schema`));
  }
}

function checkTask(node: ast.TaskNode, { accept }: CheckContext): void {
  for (const input of node.inputs.slice(1)) accept(tooManyInputs({ node: input }, node.name));
  if (node.inputs.length === 0 && node.type !== undefined) {
    accept(recordsFromNothing({ node, property: 'type' }, node.name));
  }
}

function checkOutputs({ flow }: FlowAnalysis, { accept }: CheckContext): void {
  const seen = new Set<ast.Node>();
  for (const output of flow.outputs) {
    const source = output.node?.ref;
    if (source === undefined) continue;
    if (seen.has(source)) accept(duplicateOutput({ node: output }, source.name));
    else checkGives(source, { node: output, property: 'node' }, accept);
    seen.add(source);
  }
}
