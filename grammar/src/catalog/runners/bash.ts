import type { RunnerSpec } from '../spec.ts';

export const bash: RunnerSpec = {
  name: 'bash',
  doc: 'A shell script, started once for each batch. It gets records as JSON lines on its input and prints those it gives, one a line, as many as it likes; in `mode: batch` one line for each record. Parameters are in its environment, as `MILLRACE_PARAMETER_name`.',
  example: 'bash("scripts/notify.sh")',
  options: [
    {
      name: 'file',
      value: { kind: 'path', file: 'code', extensions: ['.sh'] },
      doc: 'The script, relative to the folder of this file.',
      required: true,
      positional: true,
    },
  ],
};
