import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunEvent } from 'millrace/protocol';
import { describe, expect, test } from 'vitest';
import { interruptedMillrace, millrace, startedMillrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const count = 60;
/** A batch takes a while where the step is to be caught at work. */
const files = {
  'millrace.json': '{ "name": "resumed", "version": "1.0.0" }',
  'main.flow': `schema Row { id: int32 }
flow Main(factor: int32 = 1) {
  read rows: Row from csv("rows.csv") { batch: { max: 1 } }
  task slow(rows) -> { id: int32, by: int32 } { run: node("slow.ts", export: "slow") }
  write kept(slow) to csv("out/kept.csv")
}

flow Other() {
  read rows: Row from csv("rows.csv")
  write copy(rows) to csv("out/copy.csv")
}
`,
  'rows.csv': `id\n${Array.from({ length: count }, (_, id) => `${id}\n`).join('')}`,
  'slow.ts': `export const slow = async ({ id }: { id: number }, { parameters }: { parameters: { factor: number } }) => {
  console.log("at " + id);
  await new Promise((resolve) => setTimeout(resolve, 60));
  return { id, by: id * parameters.factor };
};
`,
};

const wanted = (factor: number) =>
  `id,by\n${Array.from({ length: count }, (_, id) => `${id},${id * factor}\n`).join('')}`;
const outputOf = (cwd: string) => readFileSync(path.join(cwd, 'out/kept.csv'), 'utf8');
const namesIn = (cwd: string) => (existsSync(path.join(cwd, 'out')) ? readdirSync(path.join(cwd, 'out')) : []);
const runsIn = (cwd: string) => readdirSync(path.join(cwd, '.millrace/runs')).filter((name) => name.length === 36);
const eventsOf = (stdout: string): RunEvent[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const started = ['run', 'main.flow', '--flow', 'Main', '--param', 'factor=3'];

/** Ended when about half of it is done, and so much later than the first second that the ledger tells of something. */
function interrupted(cwd: string, by: 'SIGKILL' | 'SIGINT' | 'SIGTERM', args: string[] = []) {
  return interruptedMillrace([...started, ...args], { cwd, by, isReady: (_, stderr) => stderr.includes('at 35') });
}

/** Each calls the command many times. */
describe('run --resume', { timeout: 300_000 }, () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'goes on where %s ended a run, with its flow and parameters',
    async (by) => {
      const cwd = projectFolder(files);
      const { code, stderr } = await interrupted(cwd, by);
      expect(code).toBe(130);
      expect(stderr).toContain('cancelled: no output was published\n');
      expect(stderr).toContain('help: millrace run main.flow --resume goes on from here\n');
      expect(namesIn(cwd).filter((name) => !name.startsWith('.'))).toEqual([]);
      const resumed = millrace(['run', 'main.flow', '--resume', '--json'], { cwd });
      expect(resumed).toMatchObject({ code: 0, stderr: '' });
      const [first] = eventsOf(resumed.stdout);
      const from = first?.type === 'run-started' ? (first.from ?? []) : [];
      expect(first).toMatchObject({ resumed: true, flow: 'Main', runId: expect.any(String) });
      expect(from.find(({ node }) => node === 'rows')?.batch).toBeGreaterThan(20);
      expect(resumed.stdout).not.toContain('at 20');
      expect(eventsOf(resumed.stdout).at(-1)).toMatchObject({ status: 'succeeded', records: { kept: count } });
      expect(outputOf(cwd)).toBe(wanted(3));
      expect({ names: namesIn(cwd), runs: runsIn(cwd) }).toEqual({ names: ['kept.csv'], runs: [] });
    },
  );

  test('goes on where a run was killed; a new run leaves nothing of it', async () => {
    const cwd = projectFolder(files);
    expect(await interrupted(cwd, 'SIGKILL')).toMatchObject({ code: null });
    const [runId = ''] = runsIn(cwd);
    expect(millrace(['run', 'main.flow', '--resume', runId], { cwd })).toMatchObject({ code: 0 });
    expect(outputOf(cwd)).toBe(wanted(3));
    await interrupted(cwd, 'SIGKILL', ['--force']);
    expect(namesIn(cwd).length).toBe(2);
    expect(millrace(['run', 'main.flow', '--flow', 'Other'], { cwd }).code).toBe(0);
    expect({ names: namesIn(cwd).length, runs: runsIn(cwd).length }).toEqual({ names: 3, runs: 1 });
    expect(millrace([...started, '--force'], { cwd }).code).toBe(0);
    expect({ names: namesIn(cwd).sort(), runs: runsIn(cwd) }).toEqual({ names: ['copy.csv', 'kept.csv'], runs: [] });
  });

  test('says what is in the way of it', async () => {
    const cwd = projectFolder(files);
    const resume = (...args: string[]) => millrace(['run', 'main.flow', '--resume', ...args], { cwd });
    expect(resume()).toMatchObject({
      code: 2,
      stderr: 'error: No run of main.flow is unfinished; run it without --resume\n',
    });
    await interrupted(cwd, 'SIGKILL');
    const [runId = ''] = runsIn(cwd);
    expect(resume('another')).toMatchObject({
      code: 2,
      stderr: `error: another is no unfinished run of main.flow; these are: ${runId}\n`,
    });
    const impossible = `error: Run ${runId} cannot be resumed: the flow is not what it was`;
    expect(resume('--param', 'factor=4').stderr).toContain(impossible);
    const step = files['slow.ts'];
    writeFileSync(path.join(cwd, 'slow.ts'), `${step}// changed\n`);
    expect(resume()).toMatchObject({
      code: 1,
      stderr: `${impossible} (the code slow.ts of "slow"). Run again without --resume, which begins anew\n`,
    });
    writeFileSync(path.join(cwd, 'slow.ts'), step);
    writeFileSync(path.join(cwd, 'rows.csv'), `${files['rows.csv']}60\n`);
    expect(resume().stderr).toContain('"rows.csv" was changed since the run began: it had ');
    writeFileSync(
      path.join(cwd, '.millrace/runs', runId, 'ledger.sqlite'),
      'no database, but long enough to be looked at',
    );
    expect(resume()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('it is damaged. Run again without --resume'),
    });
    expect(millrace(started, { cwd }).code).toBe(0);
    expect({ names: namesIn(cwd), runs: runsIn(cwd) }).toEqual({ names: ['kept.csv'], runs: [] });
  });

  test('leaves a run alone that is still going on, and so does a new one beside it', async () => {
    const cwd = projectFolder(files);
    const first = startedMillrace(started, { cwd });
    await first.said('at 20');
    first.child.kill('SIGSTOP');
    const resume = millrace(['run', 'main.flow', '--resume'], { cwd });
    const beside = millrace(['run', 'main.flow', '--flow', 'Main'], { cwd });
    first.child.kill('SIGCONT');
    expect(await first.ended).toBe(0);
    expect(resume.stderr).toMatch(/^error: Run [-0-9a-f]{36} is still going on in another process: wait for it/);
    expect({ resume: resume.code, beside: beside.code }).toEqual({ resume: 1, beside: 0 });
    expect(outputOf(cwd)).toBe(wanted(3));
    expect({ names: namesIn(cwd), runs: runsIn(cwd) }).toEqual({ names: ['kept.csv'], runs: [] });
  });

  test('a run of what passes by says that it cannot be resumed', () => {
    const flow = `schema Row { id: int32 }
flow Main {
  read rows: Row from stdin(format: "csv")
  write kept(rows) to csv("out/kept.csv")
}
`;
    const cwd = projectFolder({ 'main.flow': flow });
    const { stderr, code } = millrace(['run', 'main.flow'], { cwd });
    expect(stderr).toContain('note: this run cannot be resumed: what passes by "stdin" cannot be had again\n');
    expect(code).not.toBe(0);
  });
});
