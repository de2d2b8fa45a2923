/** The local modules of a Python step: what its process loads is what its fingerprint and its package have. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const step = `import json, beside as other
from folder import (
    inner,  # the first
)
from folder.sub.deep import value
`;

test('the code of a task is its file and all local modules that it loads', () => {
  const project = projectFolder({
    'main.flow': `flow F {
  read rows: { n: int32 } from jsonl("rows.jsonl")
  task count(rows) -> { n: int32 } { run: python("steps/step.py", function: "step") }
  write out(count) to jsonl("out.jsonl")
}
`,
    'rows.jsonl': '{"n":1}\n',
    'steps/step.py': `${step}
def step(record, context):
    return {"n": record["n"] + other.one + inner.two + value}
`,
    'steps/beside.py': 'one = 1\n',
    'steps/folder/__init__.py': '',
    'steps/folder/inner.py': 'from . import near\ntwo = near.two\n',
    'steps/folder/near.py': 'two = 2\n',
    'steps/folder/sub/__init__.py': '',
    'steps/folder/sub/deep.py': 'from ..far import value\n',
    'steps/folder/far.py': 'value = 4\n',
    'steps/unused.py': '',
  });
  const { stdout } = millrace(['plan', 'main.flow', '--json'], { cwd: project });
  const plan = JSON.parse(stdout) as { stages: { name: string; fingerprintParts: Record<string, string> }[] };
  const parts = plan.stages.find(({ name }) => name === 'count')?.fingerprintParts ?? {};
  expect(Object.keys(parts).filter((part) => part.startsWith('code '))).toEqual([
    'code steps/step.py',
    'code steps/beside.py',
    'code steps/folder/__init__.py',
    'code steps/folder/far.py',
    'code steps/folder/inner.py',
    'code steps/folder/near.py',
    'code steps/folder/sub/__init__.py',
    'code steps/folder/sub/deep.py',
  ]);
  expect(millrace(['run', 'main.flow'], { cwd: project })).toMatchObject({ code: 0 });
  expect(readFileSync(path.join(project, 'out.jsonl'), 'utf8')).toBe('{"n":8}\n');
});
