import type { RunnerSpec } from '../spec.ts';

export const bash: RunnerSpec = {
  name: 'bash',
  doc: 'A shell script. It gets records as JSON lines on its input and writes those it gives, one a line.',
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
