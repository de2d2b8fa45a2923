import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { packageProject, unpackPackage, verifyPackage } from 'millrace';
import { expect, test } from 'vitest';
import { addFiles, projectFolder } from '../support/project-folder.ts';

const segment = fc.stringMatching(/^[a-z0-9 äß温_-]{1,12}$/).map((name) => `f${name}`);
const filePath = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => `data/${parts.join('/')}.bin`);
const files = fc.dictionary(filePath, fc.uint8Array({ maxLength: 3000 }), { maxKeys: 8 });

test('whatever is packed is whole, the same the second time, and unpacks to the same bytes', async () => {
  const root = projectFolder();
  await fc.assert(
    fc.asyncProperty(files, async (data) => {
      const folder = path.join(root, 'project');
      const unpacked = path.join(root, 'unpacked');
      for (const old of [folder, unpacked]) rmSync(old, { recursive: true, force: true });
      mkdirSync(path.join(folder, 'data'), { recursive: true });
      addFiles(folder, {
        ...data,
        'millrace.json': '{ "name": "p", "version": "1.0.0", "include": ["data"] }',
        'a.flow': 'schema A { a: string }\n',
      });
      const pack = (name: string) => packageProject(folder, { out: () => path.join(root, name) });
      const first = await pack('1.zip');
      expect(await pack('2.zip')).toEqual({ ...first, path: path.join(root, '2.zip') });
      expect(verifyPackage(path.join(root, '1.zip'))).toEqual({ ok: true, problems: [] });
      unpackPackage(path.join(root, '1.zip'), unpacked);
      for (const name of filesOf(folder)) {
        expect(readFileSync(path.join(unpacked, name)).equals(readFileSync(path.join(folder, name))), name).toBe(true);
      }
      expect(existsSync(path.join(unpacked, 'manifest-sha256.txt'))).toBe(true);
      expect(filesOf(unpacked)).toHaveLength(filesOf(folder).length + 1);
    }),
    { numRuns: 40 },
  );
});

function filesOf(folder: string): string[] {
  return globSync('**/*', { cwd: folder }).filter((name) => statSync(path.join(folder, name)).isFile());
}
