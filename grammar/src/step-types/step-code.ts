/** What the text says of a task's code: who runs it, where it is, and which function is called. */
import type { URI } from 'langium';
import { propertyValue } from '../analysis/property-value.ts';
import { runners } from '../catalog/runners/index.ts';
import * as ast from '../generated/ast.ts';
import { readOptions } from '../properties/call-options.ts';

export interface StepCode {
  /** Of the catalogue; undefined where the text names none of them. */
  runner: string | undefined;
  /** As written, relative to the folder of the flow file. */
  file: string | undefined;
  /** The function that is called: an export of a module, `default` among them. */
  function: string;
}

export function stepCodeOf(task: ast.TaskNode): StepCode {
  const call = propertyValue(task.properties, 'run');
  const runner = ast.isCall(call) ? runners.find(({ name }) => name === call.function) : undefined;
  if (!ast.isCall(call) || runner === undefined) return { runner: undefined, file: undefined, function: 'default' };
  const options = readOptions(call, runner.options, new Map());
  const { file } = options;
  const named = options.export ?? options.function ?? 'default';
  return { runner: runner.name, file: typeof file === 'string' ? file : undefined, function: String(named) };
}

/** The last part of its path. */
export function nameOfFile({ path }: URI): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
