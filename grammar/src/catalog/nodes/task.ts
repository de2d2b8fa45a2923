import { withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const task: NodeKindSpec = {
  name: 'task',
  shape: 'task name(input) -> Schema after other { run: node("steps/file.ts", export: "name") }',
  doc: 'Your own code over the records. It runs outside the coordinating process; what it returns is checked against the schema.',
  example:
    'task clean(payments) -> CleanPayment {\n  run:     node("steps/clean.ts", export: "clean")\n  timeout: 5s\n}',
  snippet: 'task ${1:name}(${2:input}) -> ${3:Schema} {\n\trun: node("${4:steps/step.ts}", export: "${5:$1}")\n}',
  properties: withOwn(
    { name: 'run', value: { kind: 'call', of: 'runners' }, doc: 'The code, and what runs it.', required: true },
    {
      name: 'mode',
      value: {
        kind: 'word',
        words: [
          {
            name: 'record',
            doc: 'The function gets one record and returns a record, null to drop it, or an array of records.',
          },
          {
            name: 'batch',
            doc: 'The function gets an array of records and returns an array of as many results, each a record, null or an array.',
          },
          {
            name: 'whole',
            doc: 'The function gets all records of all inputs, an object with an array per input, and returns an array of records. Only so may a task have several inputs. They may take 256 MiB. A task with `-> model` is always called so.',
          },
        ],
      },
      doc: 'Whether the function sees one record, a whole batch of them or all there are. What it means for scripts stands in [code of tasks](steps.md).',
      default: 'record',
    },
    {
      name: 'grants',
      value: {
        kind: 'object',
        properties: [
          {
            name: 'network',
            value: { kind: 'boolean' },
            doc: 'Whether the code may talk to other hosts.',
            default: false,
          },
          {
            name: 'writes',
            value: { kind: 'path', file: 'data', extensions: [], holds: 'files' },
            doc: 'The folder that the code may write to, beside the temporary one. It is made where there is none.',
          },
        ],
      },
      doc: 'What the code may do beside reading. What of it is held by which runner, and where, stands in [code of tasks](steps.md).',
    },
  ),
};
