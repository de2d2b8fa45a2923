import type { TaskStage } from '@millrace/grammar';
import { jsonValueOf } from '../../batch/record-json.ts';
import type { NodeContext } from '../../nodes/node-behaviour.ts';
import { parametersIn } from '../own-parameters.ts';

export interface ScriptCall {
  attempt: number;
  /** The sequence of the batch. */
  batch?: number;
  /** Files with the records of each input, where the script gets all of them. */
  inputs?: readonly (readonly [name: string, file: string])[];
  /** Where it is to put a model. */
  model?: string;
}

/** What a script finds in its environment beside what every process has. */
export function scriptVariables(stage: TaskStage, context: NodeContext, call: ScriptCall): Record<string, string> {
  const parameters = Object.entries(parametersIn(stage.scope, context.parameterValues));
  return {
    MILLRACE_NODE: stage.name,
    MILLRACE_FLOW: context.flow,
    MILLRACE_RUN_ID: context.runId,
    MILLRACE_ATTEMPT: String(call.attempt),
    ...(call.batch !== undefined && { MILLRACE_BATCH: String(call.batch) }),
    ...(call.model !== undefined && { MILLRACE_MODEL: call.model }),
    ...named(
      'PARAMETER',
      parameters.map(([name, value]) => [name, textOf(value)]),
    ),
    ...named('INPUT', call.inputs ?? []),
  };
}

/** `MILLRACE_PARAMETER_since`; what a shell has no name for becomes `_`. */
function named(kind: string, values: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(values.map(([name, value]) => [`MILLRACE_${kind}_${name.replace(/\W/g, '_')}`, value]));
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(jsonValueOf(value));
}
