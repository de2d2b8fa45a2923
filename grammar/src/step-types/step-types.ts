/**
 * The TypeScript declarations of the tasks of a flow file, for steps to be checked with. Refuses to say anything as long as the
 * text is damaged or a record is not known: types that say less than there is would be taken for true.
 */
import type { LangiumDocument } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { damageOf } from '../analysis/damage.ts';
import { docComment } from '../analysis/doc-comment.ts';
import * as ast from '../generated/ast.ts';
import { CodeTypes } from './code-types.ts';
import { stepCodeOf } from './step-code.ts';
import { isStepKnown, type StepTask, taskTypes } from './task-types.ts';
import { TypeNames, tasksOf, taskTypeNames } from './type-names.ts';

export type StepTypes =
  | { is: 'known'; text: string }
  /** No task of the file is in JavaScript or TypeScript. */
  | { is: 'none' }
  /** The tasks whose records are not known; none where the text itself is damaged. */
  | { is: 'unknown'; tasks: string[] };

const headerStart = '// Made by "millrace types" from ';

/** Whether a text is one of ours, which may be written again or removed. */
export function isStepTypes(text: string): boolean {
  return text.startsWith(headerStart);
}

export function stepTypes(document: LangiumDocument): StepTypes {
  if (damageOf(document) !== undefined) return { is: 'unknown', tasks: [] };
  const file = document.parseResult.value as ast.FlowFile;
  const steps = stepsOf(file);
  if (steps.length === 0) return { is: 'none' };
  const unknown = steps.filter((step) => !isStepKnown(step)).map(({ task }) => task.name);
  return unknown.length > 0 ? { is: 'unknown', tasks: unknown } : { is: 'known', text: declarations(document, steps) };
}

function stepsOf(file: ast.FlowFile): StepTask[] {
  return tasksOf(file).flatMap(({ flow, task }) => {
    const { runner } = stepCodeOf(task);
    if (runner !== undefined && runner !== 'node') return [];
    const whole = analyzeFlow(flow);
    const analysis = whole.nodes.get(task.name);
    return analysis?.node === task ? [{ task, analysis, flow: whole }] : [];
  });
}

function declarations(document: LangiumDocument, steps: readonly StepTask[]): string {
  const file = document.parseResult.value as ast.FlowFile;
  const names = new TypeNames();
  const taskNames = taskTypeNames(file, names);
  const types = new CodeTypes(names, schemaDocs(file));
  const tasks = steps.map((step) => taskTypes(taskNames.get(step.task) ?? '', step, types));
  const json = 'export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };\n';
  const parts = [header(document), ...(types.usesJson ? [json] : []), ...types.interfaces, ...tasks];
  return parts.join('\n');
}

function header({ uri }: LangiumDocument): string {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replaceAll(/\s+/g, ' ');
  return `${headerStart}${name}. Change the flow, not this file: it is written again.\n`;
}

/** Of the schemas that the text declares or imports. */
function schemaDocs({ declarations, imports }: ast.FlowFile): Map<string, string> {
  const imported = imports.flatMap(({ symbols }) => symbols.map(({ declaration }) => declaration?.ref));
  const schemas = [...declarations, ...imported].filter((one) => one !== undefined).filter(ast.isSchema);
  return new Map(
    schemas.flatMap((schema) => {
      const doc = docComment(schema);
      return doc === undefined ? [] : [[schema.name, doc]];
    }),
  );
}
