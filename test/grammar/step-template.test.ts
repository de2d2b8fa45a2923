import { type StepLanguage, stepFunction, stepLanguageOf, stepTemplate } from '@millrace/grammar';
import { type FlowFile, isFlow, isTaskNode, type TaskNode } from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { expect, test } from 'vitest';
import { loadFlow } from '../support/flow-fixture.ts';
import { loadFlowProject } from '../support/flow-project.ts';

/** The task of this name, the last if there are several, of a flow around the statements. */
async function taskOf(statement: string, name = 'clean', before = ''): Promise<TaskNode> {
  const { document } = await loadFlow(
    `${before}flow F {\n  read p: { id: string } from csv("p.csv")\n${statement}\n}\n`,
  );
  const tasks = (document.parseResult.value as FlowFile).declarations
    .filter(isFlow)
    .flatMap((flow) => AstUtils.streamAllContents(flow).filter(isTaskNode).toArray())
    .filter((task) => task.name === name);
  return tasks.at(-1) as TaskNode;
}

const withDoc = '/**\n * Cleans. */ task clean(p) -> { id: string } { run: node("steps/clean.ts", export: "clean") }';

const written: [string, string, StepLanguage, string][] = [
  [
    'TypeScript',
    withDoc,
    'typescript',
    `import type { Clean } from '../main.flow.d.ts';

/** Cleans. */
export const clean: Clean = (record, context) => {
  throw new Error("The code of \\"clean\\" is not written yet");
};
`,
  ],
  [
    'JavaScript',
    withDoc,
    'javascript',
    `/**
 * Cleans.
 * @type {import('../main.flow.d.ts').Clean}
 */
export const clean = (record, context) => {
  throw new Error("The code of \\"clean\\" is not written yet");
};
`,
  ],
  [
    'Python',
    '/** Cleans """ all. */ task clean(p) -> { id: string } { run: python("clean.py", function: "tidy") }',
    'python',
    `from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from main_flow import Clean  # pyright: ignore[reportMissingModuleSource]


def tidy(record: Clean.Record, context: Clean.Context) -> Clean.Return:
    """Cleans ''' all."""
    raise NotImplementedError("The code of \\"clean\\" is not written yet")
`,
  ],
  [
    'a default export, of batches',
    'task clean(p) -> { id: string } { run: node("clean.ts"), mode: batch }',
    'typescript',
    `import type { Clean } from './main.flow.d.ts';

const clean: Clean = (records, context) => {
  throw new Error("The code of \\"clean\\" is not written yet");
};

export default clean;
`,
  ],
  [
    'an export that is no name',
    'task clean(p) -> { id: string } { run: node("a/b/clean.mts", export: "clean-up"), mode: whole }',
    'typescript',
    `import type { Clean } from '../../main.flow.d.ts';

const clean: Clean = (inputs, context) => {
  throw new Error("The code of \\"clean\\" is not written yet");
};

export { clean as "clean-up" };
`,
  ],
  [
    'a step above the flow',
    'task clean(p) -> { id: string } { run: node("../lib/clean.ts") }',
    'typescript',
    `import type { Clean } from '../project/main.flow.d.ts';

const clean: Clean = (record, context) => {
  throw new Error("The code of \\"clean\\" is not written yet");
};

export default clean;
`,
  ],
];

test.each(written)('a new step: %s', async (_, statement, language, text) => {
  expect(stepTemplate(await taskOf(statement), language)).toBe(text);
});

test('a function for a file that has others names its type where it stands', async () => {
  const task = await taskOf('task clean(p) -> { id: string } { run: node("steps/all.ts", export: "clean") }');
  expect(
    stepFunction(task, 'typescript'),
  ).toBe(`export const clean: import('../main.flow.d.ts').Clean = (record, context) => {
  throw new Error("The code of \\"clean\\" is not written yet");
};
`);
});

test.each([
  ['another flow has a task of the name', 'flow E { task clean { run: node("c.ts") } }\n', 'clean', 'FClean'],
  ['a schema has the name', 'schema Clean { id: string }\n', 'clean', 'CleanTask'],
  ['a schema of another file has it', 'import { Clean } from "./other.flow"\n', 'clean', 'CleanTask'],
  ['a type is called so that is needed', '', 'date', 'DateTask'],
  ['the name is no word', '', 'my 2nd step', 'My2ndStep'],
  ['the name is no name at all', '', '2 !', '_2'],
])('the type of a task where %s', async (_, before, name, type) => {
  const task = await taskOf(`task \`${name}\` { run: node("s.ts") }`, name, before);
  expect(stepTemplate(task, 'typescript').split('\n')[0]).toBe(`import type { ${type} } from './main.flow.d.ts';`);
});

test.each([
  'task clean',
  'task clean(p) ->',
  'task clean { run: }',
  'task clean { run: node( }',
  'task clean { run: csv(1) }',
])('a half-typed task has a template too: %s', async (statement) => {
  expect(stepTemplate(await taskOf(statement), 'typescript')).toContain(': Clean = (record, context)');
});

test('the language of a step is told by its ending', () => {
  const languages = ['a.ts', 'a.mts', 'a.js', 'a.mjs', 'a.py', 'a.sh', 'ts'].map(stepLanguageOf);
  expect(languages).toEqual(['typescript', 'typescript', 'javascript', 'javascript', 'python', 'bash', undefined]);
});

test('a flow file may be called anything', async () => {
  const { document } = await loadFlow(`//- /project/it's größer.flow
flow F { task clean { run: node("steps/a.ts") } }
`);
  const [task] = AstUtils.streamAllContents(document.parseResult.value).filter(isTaskNode).toArray();
  const [line] = stepTemplate(task as TaskNode, 'typescript').split('\n');
  expect(line).toBe("import type { Clean } from '../it\\'s größer.flow.d.ts';");
});

test.each([
  [
    'each record',
    'task clean(p) -> { id: string } { run: bash("clean.sh") }',
    `# Gets records as lines of JSON: {"id": string}
# Gives each line that it prints: {"id": string}
set -euo pipefail

while IFS= read -r record; do
  printf '%s\\n' "$record"
done
`,
  ],
  [
    'records of several inputs',
    'task clean(p, p.errors) -> { id: string } { run: bash("clean.sh"), mode: whole }',
    `set -euo pipefail

cat "$MILLRACE_INPUT_p" "$MILLRACE_INPUT_p_errors" | while IFS= read -r record; do
  printf '%s\\n' "$record"
done
`,
  ],
  ['nothing', 'task clean { run: bash("clean.sh") }', 'set -euo pipefail\n\necho "$MILLRACE_NODE runs"\n'],
])('a script that gets %s', async (_, statement, end) => {
  const text = stepTemplate(await taskOf(statement), 'bash');
  expect(text.startsWith('#!/usr/bin/env bash\n')).toBe(true);
  expect(text.slice(-end.length)).toBe(end);
});

test.each([
  ['/main.flow', 'from main_flow import Clean'],
  ['/sub/deep/card-fraud.flow', 'from sub.deep.card_fraud_flow import Clean'],
  ['/sub-folder/main.flow', 'def main(record, context):'],
])('Python imports the types of %s from the folder of the project', async (path, line) => {
  const flow = 'flow F { task clean { run: python("a.py") } }\n';
  const { document } = await loadFlowProject(`//- /millrace.json\n{}\n//- ${path}\n${flow}`);
  const [task] = AstUtils.streamAllContents(document(path).parseResult.value).filter(isTaskNode).toArray();
  expect(stepTemplate(task as TaskNode, 'python')).toContain(line);
});
