/** A script that works as it is: it passes on what it gets, so that a person changes one line and not a page. */
import { AstUtils } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { docComment } from '../analysis/doc-comment.ts';
import type { NodeAnalysis } from '../analysis/flow-analysis.ts';
import { stepModeOf } from '../analysis/step-mode.ts';
import * as ast from '../generated/ast.ts';
import { tableNameOf } from '../sql/table-name.ts';
import { printType } from '../types/print-type.ts';
import type { RecordType } from '../types/type.ts';

export function bashStep(task: ast.TaskNode): string {
  const flow = AstUtils.getContainerOfType(task, ast.isFlow);
  const analysis = flow === undefined ? undefined : analyzeFlow(flow);
  const node = analysis?.nodes.get(task.name);
  const comments = [
    ...(docComment(task)?.split('\n') ?? []),
    ...recordComments(task, node?.node === task ? node : undefined),
    ...parameterComments([...(analysis?.parameters.keys() ?? [])]),
  ];
  const head = comments.map((line) => `# ${line}`.trimEnd()).join('\n');
  return `#!/usr/bin/env bash\n${head}${head === '' ? '' : '\n'}set -euo pipefail\n\n${bodyOf(task)}`;
}

function recordComments(task: ast.TaskNode, node: NodeAnalysis | undefined): string[] {
  if (task.isModel) return ['The model goes to the file that $MILLRACE_MODEL names.'];
  const gets = task.inputs.length === 0 ? [] : [`Gets records as lines of JSON: ${shapeOf(node?.input)}`];
  const gives = task.type === undefined ? [] : [`Gives each line that it prints: ${shapeOf(node?.output)}`];
  return [...gets, ...gives];
}

/** What a shell has no name for becomes `_`. */
function parameterComments(names: readonly string[]): string[] {
  const variables = names.map((name) => `$MILLRACE_PARAMETER_${name.replaceAll(/\W/g, '_')}`);
  return variables.length === 0 ? [] : [`Parameters: ${variables.join(', ')}`];
}

const shownFields = 8;

function shapeOf(record: RecordType | undefined): string {
  if (record === undefined) return 'a record.';
  const fields = record.fields
    .slice(0, shownFields)
    .map(({ name, type }) => `${JSON.stringify(name)}: ${printType(type)}`);
  return `{${[...fields, ...(record.fields.length > shownFields ? ['…'] : [])].join(', ')}}`.replaceAll(/\s+/g, ' ');
}

function bodyOf(task: ast.TaskNode): string {
  if (task.isModel) return `echo 'Nothing writes the model yet' >&2\nexit 1\n`;
  const [first, ...others] = task.inputs;
  const line = task.type === undefined ? 'echo "$MILLRACE_NODE got $record"' : `printf '%s\\n' "$record"`;
  if (first === undefined)
    return task.type === undefined ? 'echo "$MILLRACE_NODE runs"\n' : '# Nothing is printed yet.\n';
  const loop = `while IFS= read -r record; do\n  ${line}\ndone`;
  if (stepModeOf(task) !== 'whole' || others.length === 0) return `${loop}\n`;
  const files = task.inputs.map((input) => `"$MILLRACE_INPUT_${(tableNameOf(input) ?? '').replaceAll(/\W/g, '_')}"`);
  return `cat ${files.join(' ')} | ${loop}\n`;
}
