/** The rules of a project and comments that ignore, as the command takes them. */
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const flow = `schema Row { a: int32 }
flow F {
  read r: Row from csv("r.csv")
  filter f(r) where a > 1
  write w(r) to csv("w.csv")
}
`;
const ignoring = flow.replace('  filter', '  // millrace-ignore FLOW302: kept to look at\n  filter');
const config = (rules: object) => JSON.stringify({ name: 'p', version: '1.0.0', rules });
const project = (text: string, rules: object) =>
  projectFolder({ 'millrace.json': config(rules), 'main.flow': text, 'r.csv': 'a\n' });

test.each([
  ['as usual', flow, {}, 0, ['warning']],
  ['raised', flow, { FLOW302: 'error' }, 2, ['error']],
  ['lowered', flow, { FLOW302: 'info' }, 0, ['info']],
  ['off', flow, { FLOW302: 'off' }, 0, []],
  ['ignored', ignoring, {}, 0, []],
  ['raised and ignored', ignoring, { FLOW302: 'error' }, 0, []],
])('[W1] [W2] check: %s', (_, text, rules, wanted, severities) => {
  const { code, stdout } = millrace(['check', '.', '--json'], { cwd: project(text, rules) });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { severity: string }[] };
  expect({ code, severities: diagnostics.map(({ severity }) => severity) }).toEqual({ code: wanted, severities });
});

test('[W1] plan and run refuse what the project raised to an error', () => {
  const cwd = project(flow, { FLOW302: 'error' });
  for (const command of ['plan', 'run']) {
    const { code, stderr } = millrace([command, 'main.flow'], { cwd });
    expect({ command, code }).toEqual({ command, code: 2 });
    expect(stderr).toContain('error[FLOW302]');
  }
});

test('[W3] a rule that lowers an error is told where it stands', () => {
  const cwd = project(flow, { FLOW201: 'off' });
  const { code, stdout } = millrace(['check', '.', '--json'], { cwd });
  const [first] = (JSON.parse(stdout) as { diagnostics: { file: string; code: string }[] }).diagnostics.toReversed();
  expect(code).toBe(2);
  expect(first).toMatchObject({ file: 'millrace.json', code: 'FLOW543' });
});

test('[W2] [W3] what nobody uses may be ignored, and is not called needless where the project is not known', () => {
  const unused = '// millrace-ignore FLOW116: for the other team\nschema Spare { a: int32 }\n';
  const cwd = project(unused + flow.replace('write w(r)', 'write w(f)'), {});
  const { code, stdout } = millrace(['check', '.', '--json'], { cwd });
  expect({ code, found: JSON.parse(stdout).diagnostics }).toEqual({ code: 0, found: [] });
  const bare = project((unused + flow.replace('write w(r)', 'write w(f)')).replace(/^.*\n/, ''), {});
  const { diagnostics } = JSON.parse(millrace(['check', '.', '--json'], { cwd: bare }).stdout);
  expect(diagnostics.map((one: { code: string }) => one.code)).toEqual(['FLOW116']);
});
