import { timeout, withOwn } from '../node-properties.ts';
import type { NodeKindSpec } from '../spec.ts';

export const review: NodeKindSpec = {
  name: 'review',
  shape: 'review name(input) { by: "who", ask: { answer: type }, when: condition }',
  doc: 'Asks a person about records; the answers are new columns. Records that are not asked about go on with null answers.',
  example:
    'review verdicts(scored) {\n  by:   "fraud-desk"\n  ask:  { verdict: string @oneOf("fraud", "legit") }\n  when: amount > 100\n}',
  snippet: 'review ${1:name}(${2:input}) {\n\tby:  "${3:who}"\n\task: { ${4:verdict}: string }\n}',
  properties: withOwn(
    { name: 'by', value: { kind: 'string' }, doc: 'Who is asked: a person, or a group of them.', required: true },
    {
      name: 'when',
      value: { kind: 'condition' },
      doc: 'Which records are asked about; all of them without it. The others have null answers, so the answers are nullable.',
    },
    { ...timeout, doc: 'How long to wait for an answer. A record without one is a bad record.' },
  ),
};
