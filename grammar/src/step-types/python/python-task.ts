/** One task as a class that holds the types of what its function gets and gives: `Clean.Record`, `Clean.Context`, `Clean.Return`. */
import { docComment } from '../../analysis/doc-comment.ts';
import { type StepMode, stepModeOf } from '../../analysis/step-mode.ts';
import * as ast from '../../generated/ast.ts';
import { tableNameOf } from '../../sql/table-name.ts';
import { type RecordType, recordType, scalarType, type Type, unknownType } from '../../types/type.ts';
import type { Form } from '../code-types.ts';
import type { StepTask } from '../task-types.ts';
import { docString } from './doc-string.ts';
import type { PythonTypes } from './python-types.ts';

const inside = '    ';

export function pythonTask(name: string, step: StepTask, types: PythonTypes): string {
  const mode = stepModeOf(step.task);
  const input = step.analysis.input ?? recordType([]);
  return [
    `class ${name}:\n`,
    docString(docComment(step.task), inside),
    mode === 'whole' ? inputsType(step, types, name) : recordMember('Record', input, 'given', types, name),
    returnType(step, mode, types, name),
    contextType(step, types, name),
  ].join('');
}

/** All records of each input, by the name that the input has. */
function inputsType({ analysis }: StepTask, types: PythonTypes, task: string): string {
  const fields = analysis.inputs.map(({ place, record }) => {
    const type: Type = { kind: 'list', element: record ?? unknownType, nullable: false };
    return { name: (ast.isInput(place) ? tableNameOf(place) : undefined) ?? '', type };
  });
  return types.typedDict('Inputs', fields, 'given', { indent: inside, place: task });
}

function recordMember(member: string, record: RecordType, form: Form, types: PythonTypes, task: string): string {
  if (record.name !== undefined) {
    return `${inside}${member}: TypeAlias = ${types.print({ ...record, nullable: false }, form, task)}\n`;
  }
  return types.typedDict(member, record.fields, form, { indent: inside, place: task });
}

const returned: Record<StepMode, string> = {
  record: 'Result | Sequence[Result] | None',
  batch: 'Sequence[Result | Sequence[Result] | None]',
  whole: 'Iterable[Result]',
};

/** Of a task that gives no records nobody looks at what its code returns; of one that makes a model, see its page. */
function returnType({ analysis, task }: StepTask, mode: StepMode, types: PythonTypes, name: string): string {
  const { output } = analysis;
  if (task.type === undefined || output === undefined) return `${inside}Return: TypeAlias = object\n`;
  const result = recordMember('Result', output, 'returned', types, name);
  return `${result}${inside}Return: TypeAlias = ${returned[mode]}\n`;
}

function contextType({ flow }: StepTask, types: PythonTypes, name: string): string {
  const parameters = [...flow.parameters].map(([parameter, type]) => ({ name: parameter, type: asGiven(type) }));
  const own = types.typedDict('Parameters', parameters, 'given', { indent: inside, place: name });
  return `${own}${inside}class Context(StepContext):\n${inside}${inside}parameters: ${name}.Parameters\n`;
}

/** What every function gets beside its records; its parameters are those of its flow. */
export const stepContext = `class StepContext:
    node: str
    """The name of the node."""
    flow: str
    """The name of the flow that runs."""
    run_id: str
    attempt: int
    """1 on the first try of a record, then 2, …"""
    batch: int | None
    """The number of the batch; None where the task gets all records at once."""
    def log(self, *words: object) -> None: ...
`;

/** Parameters reach the process without their types: a day as its text, a duration as a number of milliseconds. */
function asGiven(type: Type): Type {
  if (type.kind !== 'scalar') return type;
  if (type.name === 'date') return scalarType('string', type.nullable);
  return type.name === 'duration' ? scalarType('float64', type.nullable) : type;
}
