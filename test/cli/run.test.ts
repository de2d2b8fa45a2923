import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunEvent } from 'millrace/protocol';
import { describe, expect, test, vi } from 'vitest';
import { expectGolden } from '../support/golden-text.ts';
import { interruptedMillrace, millrace } from '../support/millrace-command.ts';
import { type Files, projectFolder } from '../support/project-folder.ts';
import { scoringProject } from '../support/scoring-project.ts';

const golden = (name: string) => path.join(import.meta.dirname, 'golden', name);
const outOf = (cwd: string) => (existsSync(path.join(cwd, 'out')) ? readdirSync(path.join(cwd, 'out')) : []);
const eventsOf = (stdout: string): RunEvent[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const project = ({ 'out/alerts.csv': _, ...files }: Files): Files => files;

describe('run', () => {
  test('shows the first records of each sink, the throughput and where the outputs are', () => {
    const cwd = projectFolder(project(scoringProject));
    const { code, stdout, stderr } = millrace(['run', 'main.flow'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('data/readings.csv:4: column "temperature"');
    expect(stderr).not.toContain('▸');
    const steady = stdout
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
      .replace(/in [\d.]+ m?s, [\d.]+k?\/s/, 'in TIME, RATE')
      .replace(/(unreadable.*), \d+ B/, '$1, SIZE');
    expectGolden(steady, golden('run.txt'));
    expect(outOf(cwd).sort()).toEqual(['alerts.csv', 'unreadable.jsonl']);
  });

  test('gives events as JSON lines, the first and last as promised, and nothing else on stdout', () => {
    const cwd = projectFolder(project(scoringProject));
    const { code, stdout } = millrace(['run', 'main.flow', '--json', '--param', 'threshold=0.99'], { cwd });
    const events = eventsOf(stdout);
    expect(code).toBe(0);
    expect(events[0]).toMatchObject({ type: 'run-started', protocolVersion: 1, flow: 'Score' });
    expect(events.at(-1)).toMatchObject({
      type: 'run-finished',
      status: 'succeeded',
      records: { kept: 0, unreadable: 1 },
    });
    const finished = events.filter((event) => event.type === 'node-finished').map(({ node }) => node);
    expect(finished.sort()).toEqual(['alerts', 'checked', 'kept', 'readings', 'scored', 'unreadable']);
    expect(new Set(events.map(({ runId }) => runId)).size).toBe(1);
    for (const { time } of events) expect(new Date(time).toISOString()).toBe(time);
  });

  test('every event is in the reference, and every one of the reference is an event', () => {
    const reference = readFileSync(path.join(import.meta.dirname, '../../docs/reference/events.md'), 'utf8');
    const described = [...reference.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, type]) => type);
    const protocol = readFileSync(path.join(import.meta.dirname, '../../runtime/src/protocol.ts'), 'utf8');
    expect(described.sort()).toEqual([...protocol.matchAll(/type: '([a-z-]+)'/g)].map(([, type]) => type).sort());
  });

  test('fails on a bad record that nobody takes, names it, and leaves no output', () => {
    const flow = String(scoringProject['main.flow']).replace(/ {2}write unreadable.*\n/, '');
    const cwd = projectFolder(project({ ...scoringProject, 'main.flow': flow }));
    const { code, stdout, stderr } = millrace(['run', 'main.flow'], { cwd });
    expect({ code, stdout, out: outOf(cwd) }).toEqual({ code: 1, stdout: '', out: [] });
    expect(stderr).toMatch(/error in readings: .*Line 4: column "temperature": "no signal"/);
    expect(stderr).toContain('write rejected(readings.errors) to jsonl("out/rejected.jsonl")');
  });

  test('does not start a flow with errors', () => {
    const flow = String(scoringProject['main.flow']).replace('risk >=', 'risky >=');
    const cwd = projectFolder(project({ ...scoringProject, 'main.flow': flow }));
    const { code, stdout, stderr } = millrace(['run', 'main.flow', '--json'], { cwd });
    expect({ code, stdout, out: outOf(cwd) }).toEqual({ code: 2, stdout: '', out: [] });
    expect(stderr).toContain('"risky"');
  });

  test.each([
    ['an unknown flow', ['--flow', 'Scoer'], 'There is no flow "Scoer"'],
    ['an unknown parameter', ['--param', 'treshold=1'], 'no parameter "treshold". Did you mean "threshold"?'],
    ['a value of another type', ['--param', 'threshold=high'], '"threshold" wants'],
  ])('refuses %s', (_, args, words) => {
    const cwd = projectFolder(project(scoringProject));
    const { code, stdout, stderr } = millrace(['run', 'main.flow', ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  test('lets neither data nor code write control sequences to a terminal', () => {
    const step = `console.log('\\x1b[2Jgone');\nexport const check = () => { throw new Error('\\x1b]0;title\\x07'); };\n`;
    const data = 'machine,temperature,vibration,load\n\x1b[31mred,\x1b[1Ahot,1,2\ngood,1,2,3\n';
    const files = { ...scoringProject, 'steps/check.ts': step, 'data/readings.csv': data };
    const { stdout, stderr } = millrace(['run', 'main.flow'], { cwd: projectFolder(project(files)) });
    expect(stderr).toContain('checked | \ufffd[2Jgone');
    expect(stderr).toContain('\ufffd]0;title\ufffd');
    expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  test.each(['run', 'plan', 'check', 'graph'])('%s lets names in a flow write none either', (command) => {
    const flow = `schema A { \`i\x1b[1Ad\`: int32 }
flow F(home: string = "\x1b[31m") {
  read \`a\x1b[2Jb\`: A from csv("in\x1b[31m.csv")
  write w(\`a\x1b[2Jb\`) to csv("out/o\x1b[31m.csv")
}
`;
    const cwd = projectFolder({ 'main.flow': flow, 'in\x1b[31m.csv': 'i\x1b[1Ad\n1\n' });
    const { code, stdout, stderr } = millrace([command, 'main.flow'], { cwd });
    expect(code).toBe(0);
    expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  test('keeps what the code of a step prints out of stdout', () => {
    const step =
      "console.log('from the step');\nexport const check = (r: { machine: string }) => ({ machine: r.machine, readings: [1, 2, 3] });\n";
    const cwd = projectFolder(project({ ...scoringProject, 'steps/check.ts': step }));
    const { code, stdout, stderr } = millrace(['run', 'main.flow'], { cwd });
    expect(code).toBe(0);
    expect(stdout).not.toContain('from the step');
    expect(stderr).toContain('checked | from the step');
  });

  describe.runIf(existsSync('/dev/full'))('with results that nobody can write', () => {
    test.each([
      ['run', 'main.flow', '--json'],
      ['graph', 'main.flow'],
      ['check', '.', '--json'],
    ])('%s says so and ends with 1', (...args) => {
      const cwd = projectFolder(project(scoringProject));
      const { code, stderr } = millrace(args, { cwd, stdout: '/dev/full' });
      expect(code).toBe(1);
      expect(stderr).toContain('error: Cannot write to stdout: the disk is full; make room or write elsewhere\n');
      expect(stderr).not.toContain('node:');
      expect(outOf(cwd)).toEqual([]);
    });

    test('goes on when only what is said on the way is lost', () => {
      const cwd = projectFolder(project(scoringProject));
      expect(millrace(['run', 'main.flow'], { cwd, stderr: '/dev/full' })).toMatchObject({ code: 0 });
    });
  });

  describe('is cancelled', () => {
    const step = `export const check = async (r: { machine: string }) => {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { machine: r.machine, readings: [1, 2, 3] };
};
`;
    const rows = Array.from({ length: 3000 }, (_, index) => `press-${index},60,2,70\n`).join('');
    const slow = { 'steps/check.ts': step, 'data/readings.csv': `machine,temperature,vibration,load\n${rows}` };
    const isReady = (stdout: string) => stdout.includes('"progress"');

    test.each(['SIGINT', 'SIGTERM'] as const)('by %s: exit code 130, the last event says so, no output', async (by) => {
      const cwd = projectFolder(project({ ...scoringProject, ...slow }));
      const { code, stdout } = await interruptedMillrace(['run', 'main.flow', '--json'], { cwd, by, isReady });
      expect(code).toBe(130);
      expect(eventsOf(stdout).at(-1)).toMatchObject({ type: 'run-finished', status: 'cancelled' });
      expect(outOf(cwd)).toEqual([]);
    });

    test('at once by a second Ctrl-C, whatever the code of a step does', async () => {
      const hangs = 'export const check = () => { console.log(process.pid); for (;;); };';
      const cwd = projectFolder(project({ ...scoringProject, ...slow, 'steps/check.ts': hangs }));
      const isLooping = (stdout: string) => stdout.includes('"log"');
      const options = { cwd, by: 'SIGINT twice', isReady: isLooping } as const;
      const { code, stdout, stderr } = await interruptedMillrace(['run', 'main.flow', '--json'], options);
      const [, pid] = /"text":"(\d+)"/.exec(stdout) ?? [];
      // A process that has ended is seen until init has taken note of it.
      await vi.waitFor(() => expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH'), { timeout: 10_000 });
      expect({ code, stderr }).toEqual({ code: null, stderr: '\ncancelling, once more to end at once\n' });
      expect(outOf(cwd).filter((name) => !name.startsWith('.'))).toEqual([]);
    });

    test('behind an output that others wait for: says that it is there', async () => {
      const flow = `schema A { id: int32 }
flow F {
  read a: A from csv("in.csv")
  write kept(a) to csv("out/kept.csv")
  task notify after kept { run: node("notify.ts", export: "notify") }
}
`;
      const notify = 'export const notify = () => new Promise(() => { console.log(1); setInterval(() => {}, 1000); });';
      const cwd = projectFolder({ 'main.flow': flow, 'in.csv': 'id\n1\n', 'notify.ts': notify });
      const isNotifying = (_: string, stderr: string) => stderr.includes('notify | 1');
      const { code, stderr } = await interruptedMillrace(['run', 'main.flow'], {
        cwd,
        by: 'SIGINT',
        isReady: isNotifying,
      });
      expect(code).toBe(130);
      expect(stderr).toContain('cancelled: published before that: out/kept.csv\n');
      expect(outOf(cwd)).toEqual(['kept.csv']);
    });

    test('by a reader that goes away: exit code 130, no output', async () => {
      const cwd = projectFolder(project({ ...scoringProject, ...slow }));
      const options = { cwd, by: 'closed pipe', isReady } as const;
      const { code } = await interruptedMillrace(['run', 'main.flow', '--json'], options);
      expect({ code, out: outOf(cwd) }).toEqual({ code: 130, out: [] });
    });
  });
});
