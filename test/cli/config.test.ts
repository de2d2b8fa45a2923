import type { Plan } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectWith } from '../support/run-plans.ts';

const flow = `flow Main(limit: int32 = 1) {
  read rows: { id: int32 } from jsonl("rows.jsonl")
  filter some(rows) where id >= limit
  write out(some) to jsonl("out.jsonl")
}
`;
const config = {
  name: 'shop',
  version: '1.0.0',
  secrets: { CARD_KEY: { command: ['vault', 'read', '--token=s3cret-token'] }, OTHER: { env: 'SHOP_KEY' } },
  parameters: { Main: { limit: 2 } },
  profiles: { late: { parameters: { Main: { limit: 3 } } } },
};
const files = {
  'millrace.json': JSON.stringify(config),
  'main.flow': flow,
};

test('config shows each setting with its value and where it comes from, and no secret', async () => {
  await using project = await projectWith(files);
  const env = { SHOP_KEY: 's3cret-key', MILLRACE_CATALOGUE: 'postgres://me:s3cret-word@db/runs?password=s3cret-too' };
  const text = millrace(['config', '--profile', 'late'], { cwd: project.folder, env });
  expect(text).toMatchObject({ code: 0, stderr: '' });
  expect(text.stdout).toBe(`millrace.json
profile                "late"                                --profile
name                   "shop"                                millrace.json
version                "1.0.0"                               millrace.json
store.catalogue        "postgres://me:…@db/runs?password=…"  MILLRACE_CATALOGUE
runners.sandbox        "auto"                                default
secrets.CARD_KEY       {"command":["vault","…"]}             millrace.json
secrets.OTHER          {"env":"SHOP_KEY"}                    millrace.json
parameters.Main.limit  "3"                                   profile late
`);
  const json = millrace(['config', 'main.flow', '--json'], { cwd: project.folder, env: { MILLRACE_PROFILE: 'late' } });
  expect(JSON.parse(json.stdout)).toMatchObject({
    isConfigured: true,
    settings: expect.arrayContaining([
      { key: 'profile', value: 'late', from: { layer: 'environment', name: 'MILLRACE_PROFILE' } },
      { key: 'store.catalogue', value: '.millrace/catalog.sqlite', from: { layer: 'default' } },
      { key: 'parameters.Main.limit', value: '3', from: { layer: 'profile', name: 'late' } },
    ]),
  });
  expect(text.stdout + json.stdout).not.toContain('s3cret');
});

test('a folder without millrace.json has defaults', async () => {
  await using project = await projectWith({ 'main.flow': flow });
  expect(millrace(['config'], { cwd: project.folder }).stdout).toBe(
    'no millrace.json\nprofile          null                        default\nstore.catalogue  ".millrace/catalog.sqlite"  default\nrunners.sandbox  "auto"                      default\n',
  );
});

test('what a flow is planned with comes from the project, the profile, the environment and the flag', async () => {
  await using project = await projectWith(files);
  const limitOf = (args: string[], env: Record<string, string> = {}) => {
    const { stdout } = millrace(['plan', 'main.flow', '--json', ...args], { cwd: project.folder, env });
    return (JSON.parse(stdout) as Plan).parameters[0]?.value;
  };
  expect([
    limitOf([]),
    limitOf(['--profile', 'late']),
    limitOf(['--profile', 'late'], { MILLRACE_PARAM_limit: '4' }),
    limitOf(['--profile', 'late', '--param', 'limit=1'], { MILLRACE_PARAM_limit: '4' }),
  ]).toEqual([2, 3, 4, 1]);
});

test('a parameter from elsewhere that does not fit is told with its place, and an unknown profile ends the call', async () => {
  await using project = await projectWith(files);
  const wrong = millrace(['plan', 'main.flow'], { cwd: project.folder, env: { MILLRACE_PARAM_limits: '4' } });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('Flow "Main" has no parameter "limits". Did you mean "limit"?');
  expect(wrong.stderr).toContain('Set elsewhere: limit=2 (millrace.json), limits=4 (MILLRACE_PARAM_limits)');
  expect(millrace(['run', 'main.flow', '--profile', 'lat'], { cwd: project.folder })).toMatchObject({
    code: 2,
    stderr: 'error: There is no profile "lat" (--profile); did you mean "late"?\n',
  });
});

test('parameters of a flow that no file has are wrong for check, and stop a plan', async () => {
  const other =
    'flow Other(word: string) { read rows: { id: int32 } from jsonl("r.jsonl")  write out(rows) to jsonl("o.jsonl") }\n';
  const parameters = { Main: { limit: 2 }, Other: { word: 'w' } };
  await using project = await projectWith({
    ...files,
    'deep/other.flow': other,
    'millrace.json': JSON.stringify({ ...config, parameters: { ...parameters, Othr: { word: 'w' } }, profiles: {} }),
  });
  await using right = await projectWith({
    ...files,
    'deep/other.flow': other,
    'millrace.json': JSON.stringify({ ...config, parameters }),
  });
  const message = 'has parameters of the flow "Othr", which the project does not have; did you mean "Other"?';
  expect(millrace(['plan', 'main.flow'], { cwd: project.folder })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(message),
  });
  expect(millrace(['check', 'main.flow'], { cwd: project.folder })).toMatchObject({
    code: 2,
    stdout: expect.stringContaining(message),
  });
  expect(millrace(['plan', 'main.flow'], { cwd: right.folder }).code).toBe(0);
});
