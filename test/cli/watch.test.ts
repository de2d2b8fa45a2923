import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { interruptedMillrace } from '../support/millrace-command.ts';
import { projectWith } from '../support/run-plans.ts';

const flow = `schema Row { id: int32 }

flow Main(least: int32 = 2) {
  read rows: Row from jsonl("out/rows.jsonl")
  filter kept(rows) where id >= least
  write large(kept) to jsonl("large.jsonl")
}
`;

test('a change of flow, settings and data runs the flow again, one that means nothing does not, and errors wait', async () => {
  await using project = await projectWith({ 'main.flow': flow, 'out/rows.jsonl': '{"id":1}\n{"id":2}\n' });
  const change = (file: string, text: string) => writeFileSync(join(project.folder, file), text);
  const results: string[] = [];
  const keep = () => void results.push(readFileSync(join(project.folder, 'large.jsonl'), 'utf8'));
  /** Each comes when the one before has been looked at. */
  const steps = [
    () => change('out/rows.jsonl', '{"id":1}\n{"id":2}\n{"id":3}\n'),
    () => change('main.flow', `// Says nothing.\n${flow}`),
    () => change('main.flow', flow.replace('where id', 'where idd')),
    () => change('main.flow', flow.replace('least: int32 = 2', 'least: int32 = 3')),
    () => change('millrace.json', '{ "name": "p", "version": "1.0.0", "parameters": { "Main": { "least": 1 } } }'),
    () => change('millrace.json', '{ "nam": "p" }'),
  ];
  let seen = 0;
  const { code, stderr } = await interruptedMillrace(['watch', 'main.flow'], {
    cwd: project.folder,
    by: 'SIGINT',
    isReady: (_, said) => {
      for (const looked = said.split('waiting for a change\n').length - 1; seen < looked; seen++) {
        keep();
        // Nothing is said of a change that means nothing, so the next one comes with it.
        if (seen === 1) steps.shift()?.();
        steps.shift()?.();
      }
      return seen === 6;
    },
  });
  const counts = results.map((text) => text.trim().split('\n').length);
  expect({ code, counts }).toEqual({ code: 130, counts: [1, 2, 2, 1, 3, 3] });
  expect(stderr).toContain('the text has errors; the last results stay\nwaiting for a change\n');
  expect(stderr).toContain('did you mean "name"?');
});
