import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { firstDifference, type OutputRecord, readRecords } from '../support/output-records.ts';
import { runFlow } from '../support/run-flow.ts';
import { typeMistakes } from '../support/type-check.ts';

/**
 * Every example is run by the real command from a copy elsewhere, and what it writes is compared with its `expected` folder:
 * numbers to 1e-5, everything else exactly. `UPDATE_GOLDEN=1` writes the folder anew.
 */
const tolerance = 1e-5;
const examples = path.join(import.meta.dirname, '../../examples');
const isUpdating = process.env.UPDATE_GOLDEN === '1' && process.env.CI === undefined;

describe.each(globSync('*/main.flow', { cwd: examples }).map(path.dirname))('%s', (name) => {
  const source = path.join(examples, name);
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), `millrace-${name}-`));
    cpSync(source, folder, { recursive: true, filter: (file) => path.relative(source, file) !== 'out' });
    runFlow(folder);
    if (isUpdating) return updateExpected(path.join(folder, 'out'), path.join(source, 'expected'));
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is checked without a word', () => {
    const { code, stdout } = millrace(['check', '.', '--json'], { cwd: folder });
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, diagnostics: [] });
  });

  test('passes its own tests', () => {
    const { code, stdout } = millrace(['test', '.', '--json'], { cwd: folder });
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, failed: 0, broken: [] });
  });

  test('has steps of the types that its flows say', () => {
    expect(millrace(['types', '--check'], { cwd: folder })).toMatchObject({ code: 0, stdout: '' });
    expect(
      typeMistakes(folder, globSync('steps/*.ts', { cwd: folder }), 'bundler', '--allowImportingTsExtensions'),
    ).toBe('');
  });

  test('writes the files it should, and no other', () => {
    expect(globSync('**/*.*', { cwd: path.join(folder, 'out') }).sort()).toEqual(outputsOf(source));
  });

  test.each(outputsOf(source))('%s holds what it should', async (output) => {
    const actual = comparable(await readRecords(path.join(folder, 'out', output)));
    const expected = readExpected(path.join(source, 'expected', `${output}${expectedSuffix}`));
    expect(actual).toHaveLength(expected.length);
    expect(firstDifference(actual, expected, tolerance)).toBeUndefined();
  });
});

/** An expected file is JSON lines whatever the output is, so that a change of it can be read. */
const expectedSuffix = '.expected.jsonl';

function outputsOf(source: string): string[] {
  const files = globSync(`expected/*${expectedSuffix}`, { cwd: source });
  return files.map((file) => path.basename(file, expectedSuffix)).sort();
}

function readExpected(file: string): OutputRecord[] {
  const text = readFileSync(file, 'utf8').trimEnd();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line));
}

/** Without the time at which a record failed, which is another one each run. */
function comparable(records: OutputRecord[]): OutputRecord[] {
  return records.map((record) => ('attempt' in record && 'at' in record ? { ...record, at: undefined } : record));
}

async function updateExpected(out: string, expected: string): Promise<void> {
  if (existsSync(expected)) rmSync(expected, { recursive: true });
  mkdirSync(expected);
  for (const output of globSync('**/*.*', { cwd: out })) {
    const records = comparable(await readRecords(path.join(out, output)));
    const lines = records.map((record) => `${JSON.stringify(record)}\n`);
    writeFileSync(path.join(expected, `${output}${expectedSuffix}`), lines.join(''));
  }
}
