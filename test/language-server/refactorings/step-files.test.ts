/** The code of a task: a file that is made, and a function that is written into one. */
import { isStepTypes } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { afterAction } from '../../support/mended-text.ts';
import { offered, refactoredFiles } from '../../support/refactored-text.ts';

const flow = (run: string, more = '') => `schema Payment { id: string }
flow F -> clean {
  read payments: Payment from csv("p.csv")
  /** Takes the odd ones out. */
  task clean(payments) -> Payment { run: [[]]${run} }
}
//- /p.csv
${more}`;

describe('a file that is not there is made, with the function that is called and the types that it imports', () => {
  test.each([
    [
      'node("steps/a.ts", export: "clean")',
      '/steps/a.ts',
      /^import type \{ Clean \} from '[^']*main\.flow\.d\.ts';\n[\s\S]*export const clean: Clean = \(record, context\) => \{\n/,
      '/main.flow.d.ts',
    ],
    ['node("a.mjs")', '/a.mjs', /@type \{import\([\s\S]*export default clean;\n$/, '/main.flow.d.ts'],
    [
      'python("steps/a.py", function: "clean")',
      '/steps/a.py',
      /from main_flow import Clean .*\n[\s\S]*def clean\(record: Clean\.Record, context: Clean\.Context\) -> Clean\.Return:\n {4}"""Takes the odd ones out\."""\n/,
      '/main_flow.pyi',
    ],
  ])('%s', async (run, path, text, types) => {
    const after = await afterAction(flow(run).replace('[[]]', ''), `Create "${path.slice(1)}"`);
    expect(Object.keys(after).sort()).toEqual([path, types].sort());
    expect(after[path]).toMatch(text);
    expect(isStepTypes(after[types] ?? '')).toBe(true);
  });

  test('types that are there are brought up to date', async () => {
    const old = '// Made by "millrace types" from main.flow. Change the flow.\n';
    const text = flow('node("a.ts")', `//- /main.flow.d.ts\n${old}`).replace('[[]]', '');
    const after = await afterAction(text, 'Create "a.ts"');
    expect(after['/main.flow.d.ts']?.match(/Made by/g)).toHaveLength(1);
    expect(after['/main.flow.d.ts']).toContain('export type Clean');
  });

  test.each([
    ['which somebody else made', 'export type Clean = 1;\n', 'Payment'],
    ['of records that are not known', undefined, 'Gone'],
  ])('but no types %s', async (_, existing, result) => {
    const more = existing === undefined ? '' : `//- /main.flow.d.ts\n${existing}`;
    const text = flow('node("a.ts")', more).replace('[[]]', '').replace('-> Payment', `-> ${result}`);
    expect(Object.keys(await afterAction(text, 'Create "a.ts"'))).toEqual(['/a.ts']);
  });

  test('a script has no types', async () => {
    const after = await afterAction(flow('bash("a.sh")').replace('[[]]', ''), 'Create "a.sh"');
    expect(Object.keys(after)).toEqual(['/a.sh']);
    expect(after['/a.sh']).toMatch(/^#!\/usr\/bin\/env bash\n# Takes the odd ones out\.\n/);
  });
});

describe('a file that lacks the function gets it behind what it has', () => {
  test.each([
    ['node("a.ts", export: "clean")', '/a.ts', 'export const other = 1;\n', 'Write "clean" in "a.ts"'],
    ['python("a.py", function: "clean")', '/a.py', 'def other(): pass', 'Write "clean" in "a.py"'],
  ])('%s', async (run, path, before, title) => {
    const after = await refactoredFiles(flow(run, `//- ${path}\n${before}`), title);
    expect(after[path]?.startsWith(`${before.trimEnd()}\n\n`)).toBe(true);
    expect(after[path]).toContain('clean');
    expect(await offered(flow(run, `//- ${path}\n${after[path]}`))).not.toContain(title);
  });

  test.each([
    ['which hands on what others have', 'export * from "./b.ts"\n'],
    ['which has it under another name', 'const own = () => 1;\nexport { own as clean };\n'],
    ['which is no module of the new kind', 'exports.clean = () => 1;\n'],
  ])('but none %s', async (_, code) => {
    const titles = await offered(flow('node("a.js", export: "clean")', `//- /a.js\n${code}`));
    expect(titles.filter((title) => title.startsWith('Write "'))).toEqual([]);
  });
});
