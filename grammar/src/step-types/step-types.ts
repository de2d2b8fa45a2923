/**
 * The types of the tasks of a flow file, for steps to be checked with. Refuses to say anything as long as the
 * text is damaged or a record is not known: types that say less than there is would be taken for true.
 */
import type { LangiumDocument, URI } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { damageOf } from '../analysis/damage.ts';
import { docComment } from '../analysis/doc-comment.ts';
import * as ast from '../generated/ast.ts';
import { nameOfFile, stepCodeOf } from './step-code.ts';
import { isStepKnown, type StepTask } from './task-types.ts';
import { tasksOf, taskTypeNames } from './type-names.ts';
import type { TypesForm } from './types-form.ts';
import { typeScriptForm, typesForms } from './types-forms.ts';

export type StepTypes =
  | { is: 'known'; text: string }
  /** No task of the file is in the language. */
  | { is: 'none' }
  /** The tasks whose records are not known; none where the text itself is damaged. */
  | { is: 'unknown'; tasks: string[] };

const headerStart = 'Made by "millrace types" from ';

/** Whether a text is one of ours, which may be written again or removed. */
export function isStepTypes(text: string): boolean {
  return typesForms.some(({ comment }) => text.startsWith(`${comment} ${headerStart}`));
}

/** The name of the flow file that a text of ours was made from; undefined for a text that is none of ours. */
export function flowNameOfTypes(text: string): string | undefined {
  if (!isStepTypes(text)) return undefined;
  return /^\S+ Made by "millrace types" from (.*)\. Change the flow, not this file/.exec(text)?.[1];
}

/** The file of types beside a flow file. */
export function typesUri(flowFile: URI, form: TypesForm = typeScriptForm): URI {
  const folder = flowFile.path.slice(0, flowFile.path.lastIndexOf('/') + 1);
  return flowFile.with({ path: folder + form.fileName(nameOfFile(flowFile)) });
}

export function stepTypes(document: LangiumDocument, form: TypesForm = typeScriptForm): StepTypes {
  if (damageOf(document) !== undefined) return { is: 'unknown', tasks: [] };
  const file = document.parseResult.value as ast.FlowFile;
  const steps = stepsOf(file, form);
  if (steps.length === 0) return { is: 'none' };
  const unknown = steps.filter((step) => !isStepKnown(step)).map(({ task }) => task.name);
  if (unknown.length > 0) return { is: 'unknown', tasks: unknown };
  return { is: 'known', text: declarations(document, steps, form) };
}

/** A task that does not say who runs it may become one of a module. */
function stepsOf(file: ast.FlowFile, { runner: own }: TypesForm): StepTask[] {
  return tasksOf(file).flatMap(({ flow, task }) => {
    const { runner = typeScriptForm.runner } = stepCodeOf(task);
    if (runner !== own) return [];
    const whole = analyzeFlow(flow);
    const analysis = whole.nodes.get(task.name);
    return analysis?.node === task ? [{ task, analysis, flow: whole }] : [];
  });
}

function declarations(document: LangiumDocument, steps: readonly StepTask[], form: TypesForm): string {
  const file = document.parseResult.value as ast.FlowFile;
  const names = form.names();
  const taskNames = taskTypeNames(file, names);
  const tasks = steps.map((step) => ({ name: taskNames.get(step.task) ?? '', step }));
  return [header(document, form), ...form.declarations(tasks, names, schemaDocs(file))].join('\n');
}

function header({ uri }: LangiumDocument, { comment }: TypesForm): string {
  const name = nameOfFile(uri).replaceAll(/\s+/g, ' ');
  return `${comment} ${headerStart}${name}. Change the flow, not this file: it is written again.\n`;
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
