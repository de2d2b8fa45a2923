import { AstUtils, type LangiumDocument } from 'langium';
import { runners } from '../catalog/runners/index.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import * as ast from '../generated/ast.ts';
import { type PinnedCode, type PinnedReading, readPinnedCode } from '../names/pinned-code.ts';
import { bindArguments } from '../properties/call-properties.ts';
import { propertyValue } from './property-value.ts';

/** What the code of a task is pinned to, and where the text says so; undefined of a task whose code is a file of the project. */
export function pinnedCodeOf(task: ast.TaskNode): { reading: PinnedReading; place: Place } | undefined {
  const run = propertyValue(task.properties, 'run');
  const runner = ast.isCall(run) ? runners.find(({ name }) => name === run.function) : undefined;
  if (!ast.isCall(run) || runner === undefined) return undefined;
  const file = bindArguments(run, runner.options).find(({ spec }) => spec?.name === 'file')?.argument.value;
  const reading = ast.isStringLiteral(file) ? readPinnedCode(file.value) : undefined;
  return reading && file && { reading, place: { node: file } };
}

/** All that the tasks of a file are pinned to, save what cannot be read. */
export function pinnedCodesOf({ parseResult }: LangiumDocument): PinnedCode[] {
  return [...AstUtils.streamAst(parseResult.value)].filter(ast.isTaskNode).flatMap((task) => {
    const reading = pinnedCodeOf(task)?.reading;
    return reading?.ok ? [reading.code] : [];
  });
}
