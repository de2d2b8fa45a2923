/** What code gets beside its records: the same in each language that has functions. */
import { describe, expect, test } from 'vitest';
import { runCode } from '../../support/run-code.ts';

const code = {
  node: {
    record: `export function open({ batch, log }) { log('opened with', batch); }
export const step = ({ id }, { batch, log }) => { log('at', id); return { id, length: batch }; };`,
    batch: `export const step = (records, { batch }) => records.map(({ id }) => ({ id, length: batch }));`,
  },
  python: {
    record: `def open(context): context.log("opened with", context.batch)
def step(record, context):
    context.log("at", record["id"])
    return {"id": record["id"], "length": context.batch}
`,
    batch: `def step(records, context): return [{"id": record["id"], "length": context.batch} for record in records]
`,
  },
};
const nothing = { node: 'null', python: 'None' };

describe.each(['node', 'python'] as const)('the context of %s', (language) => {
  test.each(['record', 'batch'] as const)('tells the batch in mode: %s', async (mode) => {
    const { out } = await runCode(language, code[language][mode], { readMax: 2, mode });
    expect(out.map(({ length }) => length)).toEqual([0, 0, 1, 1, 2]);
  });

  test('writes into the log, with the batch', async () => {
    const { run } = await runCode(language, code[language].record, { readMax: 2 });
    const logged = run.all('log').map(({ text, batch }) => [text.trimEnd().split('\n'), batch]);
    const all = logged.flatMap(([texts, batch]) => (texts as string[]).map((text) => [text, batch]));
    expect(all).toEqual([
      [`opened with ${nothing[language]}`, undefined],
      ['at 0', 0],
      ['at 1', 0],
      ['at 2', 1],
      ['at 3', 1],
      ['at 4', 2],
    ]);
  });
});
