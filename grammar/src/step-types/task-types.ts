/** The declarations of one task: its function, and in a namespace of the same name what goes in and what comes out. */

import { docComment } from '../analysis/doc-comment.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { type StepMode, stepModeOf } from '../analysis/step-mode.ts';
import * as ast from '../generated/ast.ts';
import { tableNameOf } from '../sql/table-name.ts';
import { isWhollyKnown } from '../types/is-wholly-known.ts';
import { type RecordType, recordType, unknownType } from '../types/type.ts';
import { type CodeTypes, type Form, propertyName } from './code-types.ts';
import { docLines } from './doc-lines.ts';

export interface StepTask {
  task: ast.TaskNode;
  analysis: NodeAnalysis;
  flow: FlowAnalysis;
}

/** Whether all is known of the records that come in, of those that go out and of the parameters. */
export function isStepKnown({ task, analysis, flow }: StepTask): boolean {
  const results = task.type === undefined ? [] : [analysis.output];
  const inputs = analysis.inputs.map(({ record }) => record);
  const records = [...inputs, ...results].map((record) => record ?? unknownType);
  return [...records, ...flow.parameters.values()].every(isWhollyKnown);
}

export function taskTypes(name: string, step: StepTask, types: CodeTypes): string {
  const mode = stepModeOf(step.task);
  const input = { record: 'record: Record', batch: 'records: Record[]', whole: 'inputs: Inputs' }[mode];
  const parameters = `${input.replace(': ', `: ${name}.`)}, context: ${name}.Context`;
  return [
    docLines([docComment(step.task)]),
    `export type ${name} = (${parameters}) => ${name}.Return;\n`,
    `export namespace ${name} {\n`,
    mode === 'whole' ? inputsType(step, types) : recordAlias('Record', inputOf(step), 'given', types),
    returnType(step, mode, types),
    contextType(step, types),
    '}\n',
  ].join('');
}

/** A task without inputs is called once, with a record that has no fields. */
function inputOf({ analysis }: StepTask): RecordType {
  return analysis.input ?? recordType([]);
}

function inputsType({ analysis }: StepTask, types: CodeTypes): string {
  const members = analysis.inputs.map(({ place, record }) => {
    const table = ast.isInput(place) ? tableNameOf(place) : undefined;
    return `    ${propertyName(table ?? '')}: ${types.print({ kind: 'list', element: record ?? unknownType, nullable: false }, 'given')};\n`;
  });
  return `  interface Inputs {\n${members.join('')}  }\n`;
}

function recordAlias(name: string, record: RecordType, form: Form, types: CodeTypes): string {
  if (record.name !== undefined) return `  type ${name} = ${types.print({ ...record, nullable: false }, form)};\n`;
  return `  interface ${name} ${types.body(record.fields, form, '  ')}\n`;
}

const results: Record<StepMode, string> = {
  record: 'Result | readonly Result[] | null | undefined',
  batch: 'readonly (Result | readonly Result[] | null | undefined)[]',
  whole: 'readonly Result[]',
};

/** The bytes of an ONNX file or where it lies, alone or with what is to be known of it. */
const modelReturn = `  type Model = Uint8Array | string;
  type Given = Model | { model: Model; metadata?: Record<string, unknown> };
  type Return = Given | Promise<Given>;
`;

/** Of a task that gives no records nobody looks at what its code returns. */
function returnType({ analysis, task }: StepTask, mode: StepMode, types: CodeTypes): string {
  const { output } = analysis;
  if (task.isModel) return modelReturn;
  if (task.type === undefined || output === undefined) return '  type Return = unknown;\n';
  const result = recordAlias('Result', output, 'returned', types);
  return `${result}  type Results = ${results[mode]};\n  type Return = Results | Promise<Results>;\n`;
}

function contextType({ flow }: StepTask, types: CodeTypes): string {
  const members = [...flow.parameters].map(
    ([name, type]) => `      ${propertyName(name)}: ${types.print(type, 'given')};\n`,
  );
  const parameters = members.length === 0 ? '{}' : `{\n${members.join('')}    }`;
  return `  interface Context {
    /** The name of the node. */
    node: string;
    /** The name of the flow that runs. */
    flow: string;
    runId: string;
    /** 1 on the first try of a record, then 2, … */
    attempt: number;
    /** The number of the batch; null where the task gets all records at once. */
    batch: number | null;
    /** Into the log of the run, with node and batch. */
    log(...words: unknown[]): void;
    parameters: ${parameters};
  }
`;
}
