/** What code of tasks is kept from where there is bubblewrap, and what becomes of it where there is none. */
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import type { Effects, TaskStage } from '@millrace/grammar';
import { confinementRefusal } from 'millrace';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { projectFolder } from '../../support/project-folder.ts';
import { type Language, runCode } from '../../support/run-code.ts';

afterEach(() => vi.unstubAllEnvs());

const none: Effects = { reads: [], writes: [], hosts: [], secrets: [] };

/** Prints what it could do of: read, write the project, write "out", write the temporary folder, talk to a port. */
const tries: Record<'python' | 'bash', (port: number) => string> = {
  python: (port) => `import os, socket, tempfile
def step(record, context):
    for name, act in [
        ("read", lambda: open("in.jsonl").close()),
        ("project", lambda: open("made", "w").close()),
        ("granted", lambda: open("out/made", "w").close()),
        ("temporary", lambda: tempfile.TemporaryFile().close()),
        ("network", lambda: socket.create_connection(("127.0.0.1", ${port})).close()),
    ]:
        try:
            act()
            print(name)
        except OSError:
            pass
`,
  bash: (port) => `exec 2>/dev/null
cat in.jsonl >/dev/null && echo read
touch made && echo project
touch out/made && echo granted
made=$(mktemp) && rm "$made" && echo temporary
(exec 3<>/dev/tcp/127.0.0.1/${port}) && echo network
true
`,
};

async function done(language: 'python' | 'bash', effects: Partial<Effects>): Promise<string[]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const setting: Partial<TaskStage> = { effects: { ...none, ...effects }, output: undefined };
  const { run } = await runCode(language, tries[language](port), { ...setting, records: [{ id: 1, text: '' }] });
  expect(run.finished).toMatchObject({ status: 'succeeded' });
  return run.all('log').map(({ text }) => text);
}

/** What code can do that nothing holds back; there is a folder "out" where it was granted. */
const all = ({ writes }: Partial<Effects>) => [
  ...['read', 'project'],
  ...(writes === undefined ? [] : ['granted']),
  ...['temporary', 'network'],
];

describe.each(['python', 'bash'] as const)('%s', (language) => {
  test.each<[string, Partial<Effects>, string[]]>([
    ['nothing', {}, ['read', 'temporary']],
    ['a folder', { writes: ['out'] }, ['read', 'granted', 'temporary']],
    ['the network', { hosts: ['*'] }, ['read', 'temporary', 'network']],
  ])('may do no more than it was granted, where bubblewrap works: %s', async (_, effects, granted) => {
    expect(await done(language, effects)).toEqual(confinementRefusal() === undefined ? granted : all(effects));
  });

  test('may do all that its user may, where the project does without', async () => {
    vi.stubEnv('MILLRACE_SANDBOX', 'off');
    expect(await done(language, { writes: ['out'] })).toEqual(all({ writes: ['out'] }));
  });
});

/** A bubblewrap of our own stands first in the PATH; it tells in a file what it was called with. */
function fakeProgram(script: string): () => string[] {
  const folder = projectFolder({ bwrap: `#!/bin/sh\necho "$*" >> "$(dirname "$0")/calls"\n${script}\n` });
  chmodSync(join(folder, 'bwrap'), 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
  const calls = join(folder, 'calls');
  return () => (existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : []);
}

const passing = 'while [ "$1" != -- ]; do shift; done\nshift\nexec "$@"';
const failing = 'echo "No permissions to create new namespace" >&2\nexit 1';

describe.runIf(process.platform === 'linux')('what bubblewrap is told', () => {
  test.each(['python', 'bash'] as const)('by %s', async (language) => {
    const calls = fakeProgram(passing);
    expect(await done(language, { writes: ['out'], hosts: ['*'] })).toContain('read');
    const [tried, ...ran] = calls();
    expect(tried).toMatch(/--unshare-all --die-with-parent --chdir \/ -- true$/);
    const folder = /--chdir (\S+)/.exec(ran[0] ?? '')?.[1];
    expect(ran[0]).toMatch(/^--ro-bind \/ \/ --dev \/dev --proc \/proc --bind (\S+) \1 /);
    expect(ran[0]).toContain(
      ` --ro-bind ${folder} ${folder} --bind ${folder}/out ${folder}/out --unshare-all --share-net`,
    );
  });

  test('nothing, where the project does without it', async () => {
    const calls = fakeProgram(passing);
    vi.stubEnv('MILLRACE_SANDBOX', 'off');
    await done('bash', {});
    expect(calls()).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('a bubblewrap that does not work', () => {
  test('leaves code as it was', async () => {
    fakeProgram(failing);
    expect(await done('bash', {})).toContain('project');
  });

  test.each<Language>(['python', 'bash'])('ends a run that requires it (%s)', async (language) => {
    fakeProgram(failing);
    vi.stubEnv('MILLRACE_SANDBOX', 'required');
    const { run } = await runCode(language, '');
    expect(run.finished.error).toEqual({
      code: 'sandbox-missing',
      node: 'step',
      message:
        'The project requires that code of tasks is confined, and this machine cannot: bubblewrap does not work: No permissions to create new namespace. Install bubblewrap, or set runners.sandbox to "auto"',
    });
  });
});
