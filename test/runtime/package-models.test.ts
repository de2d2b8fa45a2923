import path from 'node:path';
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

test('a package makes no model, which would be gone with it', () => {
  const cwd = projectFolder({
    'p/millrace.json': '{ "name": "p", "version": "1.0.0" }\n',
    'p/train.mjs': 'export const train = () => "m.onnx";\n',
    'p/main.flow': `model M { inputs: { x: float32[2] }, outputs: { score: float32 }, checkpoint: latest }
flow F { task train -> model M { run: node("train.mjs", export: "train") } }
`,
  });
  const made = millrace(['package', 'p', '--out', path.join(cwd, 'p.zip')], { cwd });
  expect(made.code).toBe(0);
  const { code, stderr } = millrace(['run', 'p.zip'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain('"train" makes a checkpoint of M, which is kept in the catalogue of a project');
});
