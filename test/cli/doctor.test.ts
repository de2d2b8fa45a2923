import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectWith } from '../support/run-plans.ts';

const flow = `schema Row { id: int32 }

flow Main(word: string) {
  read rows: Row from jsonl("rows.jsonl")
  task twice(rows) -> Row { run: python("twice.py", function: "twice") }
  write out(twice) to jsonl("out.jsonl")
}
`;
const files = { 'main.flow': flow, 'twice.py': 'def twice(row):\n    return row\n' };

interface Told {
  isFit: boolean;
  findings: { name: string; status: string; found: string; help?: string; isNeeded: boolean }[];
}

test('a machine on which everything runs is fit, and nothing is left behind', async () => {
  await using project = await projectWith(files);
  const { code, stdout } = millrace(['doctor', '--json'], { cwd: project.folder });
  const { isFit, findings }: Told = JSON.parse(stdout);
  expect([code, isFit]).toEqual([0, true]);
  expect(findings.map(({ name, isNeeded }) => (isNeeded ? `${name}, needed` : name))).toEqual([
    'node, needed',
    'memory',
    'project folder, needed',
    'onnxruntime-node',
    '@duckdb/node-api',
    'better-sqlite3, needed',
    'python, needed',
    'bash',
    'git',
    'bubblewrap',
  ]);
  const native = findings.filter(({ name }) => /node-api|runtime-node|sqlite/.test(name));
  expect(native.map(({ status, help }) => [status, help])).toEqual(native.map(() => ['ok', undefined]));
  expect(await project.files()).toEqual(['main.flow', 'twice.py']);
});

test('what the project needs and the machine has not is in the way, what it does not need is not', async () => {
  await using project = await projectWith(files);
  const env = { PATH: '/nowhere' };
  const needing = millrace(['doctor'], { cwd: project.folder, env });
  expect(needing.code).toBe(1);
  expect(needing.stdout).toContain(
    `✗ python            missing
                    runs tasks in Python; this project needs it
                    Install Python`,
  );
  expect(needing.stdout).toContain('! bash              missing\n');
  await using other = await projectWith({ 'main.flow': 'schema Row { id: int32 }\n' });
  expect(millrace(['doctor'], { cwd: other.folder, env }).code).toBe(0);
});

test('a PostgreSQL that is configured and does not answer is in the way, and its password is not told', async () => {
  await using project = await projectWith({ 'main.flow': 'schema Row { id: int32 }\n' });
  const env = { MILLRACE_CATALOGUE: 'postgres://me:s3cret@127.0.0.1:1/runs' };
  const { code, stdout } = millrace(['doctor', '--json'], { cwd: project.folder, env });
  const { isFit, findings }: Told = JSON.parse(stdout);
  expect([code, isFit]).toEqual([1, false]);
  expect(findings.at(-1)).toMatchObject({ name: 'PostgreSQL', status: 'missing', isNeeded: true });
  expect(findings.at(-1)?.found).toContain('Cannot reach PostgreSQL at 127.0.0.1:1/runs');
  expect(stdout).not.toContain('s3cret');
});
