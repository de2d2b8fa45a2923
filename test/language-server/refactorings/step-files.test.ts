/** The code of a task: a file that is made, and a function that is written into one. */
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

describe('a file that is not there is made, with the function that is called', () => {
  test.each([
    [
      'node("steps/a.ts", export: "clean")',
      '/steps/a.ts',
      /^import type \{ Clean \} from '[^']*main\.flow\.d\.ts';\n[\s\S]*export const clean: Clean = \(record, context\) => \{\n/,
    ],
    ['node("a.mjs")', '/a.mjs', /@type \{import\([\s\S]*export default clean;\n$/],
    [
      'python("steps/a.py", function: "clean")',
      '/steps/a.py',
      /^def clean\(record, context\):\n {4}"""Takes the odd ones out\."""\n/,
    ],
  ])('%s', async (run, path, text) => {
    const after = await afterAction(flow(run).replace('[[]]', ''), `Create "${path.slice(1)}"`);
    expect(Object.keys(after)).toEqual([path]);
    expect(after[path]).toMatch(text);
  });

  test('but not what is no code of a step', async () => {
    const titles = await offered(flow('bash("a.sh")'), ['quickfix']);
    expect(titles.filter((title) => title.startsWith('Create'))).toEqual([]);
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
