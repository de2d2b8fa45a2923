import { argumentValue } from '../analysis/argument-value.ts';
import { isHeaderDamaged } from '../analysis/damage.ts';
import { argumentFor } from '../analysis/flow-arguments.ts';
import { nodesOf } from '../analysis/nodes-of.ts';
import { isPath } from '../analysis/source-refs.ts';
import { typeOf } from '../analysis/type-of.ts';
import {
  missingFlowArgument,
  notAStream,
  streamNotGiven,
  unknownFlowParameter,
  unnamedFlowArgument,
} from '../diagnostics/flow-runs.ts';
import { isMisspelt } from '../diagnostics/is-misspelt.ts';
import { duplicateProperty } from '../diagnostics/names.ts';
import * as ast from '../generated/ast.ts';
import { exampleOf } from '../types/example-of.ts';
import { printType } from '../types/print-type.ts';
import type { Check, CheckContext } from './check.ts';

/** [P9] Who runs a flow gives each of its parameters a value of its type, by name, once. */
export const checkFlowRuns: Check = (context) => {
  for (const { flow } of context.analyses) {
    for (const node of nodesOf(flow)) if (ast.isUseNode(node)) checkRun(node.run, 'use', context);
  }
  for (const declaration of context.file.declarations) {
    if (!ast.isTest(declaration) && !ast.isSchedule(declaration) && !ast.isTrigger(declaration)) continue;
    checkRun(declaration.run, declaration.$type.toLowerCase(), context);
    checkValues(declaration.run, context);
  }
};

function checkRun(run: ast.FlowRun | undefined, by: string, context: CheckContext): void {
  const flow = run?.flow?.ref;
  if (run === undefined || flow === undefined || isHeaderDamaged(flow)) return;
  checkNames(run, flow, context);
  for (const parameter of flow.parameters) {
    if (!parameter.name) continue;
    if (parameter.isStream) checkStream(run, parameter, by, context);
    else if (parameter.default === undefined && isMissing(run, flow, parameter.name)) {
      const type = typeOf(parameter.type);
      const declared = { node: parameter, property: 'name' };
      const place = { node: run, property: 'flow' };
      const { name } = parameter;
      context.accept(missingFlowArgument(place, name, flow.name, printType(type), declared, exampleOf(type)));
    }
  }
}

function isMissing(run: ast.FlowRun, flow: ast.Flow | undefined, name: string): boolean {
  const known = new Set(flow?.parameters.map((one) => one.name));
  const unknown = run.arguments.map((argument) => argument.name).filter((one) => one !== undefined && !known.has(one));
  return argumentFor(run, name) === undefined && !isMisspelt(name, unknown);
}

function checkNames(run: ast.FlowRun, flow: ast.Flow, { accept }: CheckContext): void {
  const known = flow.parameters.map(({ name }) => name).filter(Boolean);
  const first = new Map<string, ast.Argument>();
  for (const argument of run.arguments) {
    const { name } = argument;
    const place = { node: argument, property: 'name' };
    const earlier = name === undefined ? undefined : first.get(name);
    if (name === undefined) accept(unnamedFlowArgument({ node: argument }, flow.name));
    else if (!known.includes(name))
      accept(unknownFlowParameter(place, name, flow.name, known, { node: flow, property: 'name' }));
    else if (earlier !== undefined) accept(duplicateProperty(place, name, { node: earlier, property: 'name' }));
    if (name !== undefined && earlier === undefined) first.set(name, argument);
  }
}

/** Only a use has streams to give; a test gives the records themselves. */
function checkStream(run: ast.FlowRun, parameter: ast.Parameter, by: string, { accept }: CheckContext): void {
  const { name, type } = parameter;
  const argument = argumentFor(run, name);
  const flow = run.flow.$refText;
  const declared = { node: parameter, property: 'name' };
  const place = { node: run, property: 'flow' };
  if (argument === undefined) {
    if (!isMissing(run, run.flow.ref, name)) return;
    if (by === 'use') accept(missingFlowArgument(place, name, flow, `stream ${printType(typeOf(type))}`, declared));
    else if (by !== 'test') accept(streamNotGiven(place, name, flow, by, declared));
  } else if (by !== 'use' && by !== 'test') accept(streamNotGiven(place, name, flow, by, declared));
  else if (by === 'test' || !isPath(argument.value)) {
    accept(notAStream({ node: argument, property: 'value' }, name, flow, declared));
  }
}

/** Outside of a flow there are no parameters that a value could be computed of. */
function checkValues(run: ast.FlowRun | undefined, { accept }: CheckContext): void {
  for (const { name, type, isStream } of run?.flow?.ref?.parameters ?? []) {
    const argument = run && argumentFor(run, name);
    if (argument?.value === undefined || isStream) continue;
    argumentValue(argument.value, typeOf(type), name, new Map(), accept);
  }
}
