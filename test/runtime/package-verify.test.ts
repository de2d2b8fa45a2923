import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { type Zippable, zipSync } from 'fflate';
import { unpackPackage, verifyPackage } from 'millrace';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

/** What is wrong with an archive of these bytes. */
function problemsOf(bytes: Uint8Array): string[] {
  const file = path.join(projectFolder({ 'p.zip': bytes }), 'p.zip');
  return verifyPackage(file).problems;
}

let whole: Buffer;

beforeAll(() => {
  const files = { 'millrace.json': '{ "name": "small", "version": "1.0.0" }\n', 'a.flow': 'schema A { a: string }\n' };
  const cwd = projectFolder({ ...files, 'README.md': '' }, afterAll);
  expect(millrace(['package', '.', '--out', 'p.zip'], { cwd }).code).toBe(0);
  whole = readFileSync(path.join(cwd, 'p.zip'));
});

describe('verify fails', () => {
  test('on a change of any one byte', () => {
    const file = path.join(projectFolder(), 'p.zip');
    for (let offset = 0; offset < whole.length; offset++) {
      const changed = Buffer.from(whole);
      changed[offset] = (changed[offset] ?? 0) ^ (1 + (offset % 255));
      writeFileSync(file, changed);
      expect(verifyPackage(file).ok, `byte ${offset}`).toBe(false);
    }
  });

  test('on any other change of its bytes, and never by throwing', () => {
    const file = path.join(projectFolder(), 'p.zip');
    const cut = fc.tuple(fc.nat(whole.length), fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(cut, ([start, length, inserted]) => {
        const changed = Buffer.concat([whole.subarray(0, start), inserted, whole.subarray(start + length)]);
        fc.pre(!changed.equals(whole));
        writeFileSync(file, changed);
        expect(verifyPackage(file).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['nothing', () => Buffer.alloc(0), 'not a whole package'],
    ['text', () => Buffer.from('not an archive'), 'not a whole package'],
    ['a byte behind it', () => Buffer.concat([whole, Buffer.from('x')]), 'not a whole package'],
    ['a byte before it', () => Buffer.concat([Buffer.from('x'), whole]), 'bytes are missing or were added'],
    ['half of it', () => whole.subarray(0, whole.length / 2), 'not a whole package'],
  ])('on %s', (_, bytes, words) => {
    expect(problemsOf(bytes()).join('\n')).toContain(words);
  });
});

/** The package with other content of the same length for an entry, and every checksum of the archive put right. */
function forged(name: string, change: (content: string) => string): Buffer {
  const bytes = Buffer.from(whole);
  const local = bytes.indexOf(name) - 30;
  const start = local + 30 + Buffer.byteLength(name);
  const size = bytes.readUInt32LE(local + 18);
  const content = Buffer.from(change(bytes.toString('utf8', start, start + size)));
  expect(content).toHaveLength(size);
  content.copy(bytes, start);
  const central = bytes.lastIndexOf(name) - 46;
  for (const at of [local + 14, central + 16]) bytes.writeUInt32LE(crc32(content), at);
  return bytes;
}

describe('verify compares files with the manifest, not with checksums that anybody can make', () => {
  const manifest = 'manifest-sha256.txt';
  const swap = (text: string) => text.replace(/^(.*\n)(.*\n)/, '$2$1');
  test.each<[string, () => Buffer, string[]]>([
    [
      'a changed file',
      () => forged('a.flow', (text) => text.replace('schema A', 'schema B')),
      ['"a.flow" was changed'],
    ],
    ['lines in another order', () => forged(manifest, swap), [`${manifest} is not sorted, or names a file twice`]],
    [
      'a file under another name',
      () => forged(manifest, (text) => text.replace('  a.flow', '  b.flow')),
      [`"a.flow" is not in ${manifest}: it was added`, `"b.flow" is in ${manifest} but missing`],
    ],
    [
      'a line that is none',
      () => forged(manifest, (text) => text.replace('  README', ' *README')),
      [`Line 1 of ${manifest} is not "<sha256>  <path>"`],
    ],
    [
      'a digest in capitals',
      () => forged(manifest, (text) => text.toUpperCase().replace('README.MD', 'README.md')),
      [`Line 1 of ${manifest} is not "<sha256>  <path>"`],
    ],
  ])('%s', (_, bytes, problems) => {
    expect(problemsOf(bytes())).toEqual(problems);
  });
});

/** Archives that somebody else made, stored as ours are. */
function archive(files: Zippable): Uint8Array {
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16 });
}

const text = Buffer.from('text');
const link = 0o120777 << 16;

/** Two entries made to have one name, which a writer would not write. */
function renamed(from: string, to: string): Uint8Array {
  const bytes = Buffer.from(archive({ [from]: text, [to]: text }));
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at);
  return bytes;
}

/** An entry that says it is four gigabytes. */
function bomb(): Uint8Array {
  const bytes = Buffer.from(archive({ 'bomb.bin': text }));
  const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  for (const at of [18, 22, central + 20, central + 24]) bytes.writeUInt32LE(0xffff_fff0, at);
  return bytes;
}

describe('verify refuses a hostile archive, and unpacking writes nothing of it', () => {
  test.each<[string, Uint8Array, string]>([
    ['a path upwards', archive({ '../evil': text }), 'leaves the package with ".."'],
    ['a path upwards inside', archive({ 'a/../../evil': text }), 'leaves the package with ".."'],
    ['an absolute path', archive({ '/evil': text }), 'has an absolute path'],
    ['a drive letter', archive({ 'C:evil': text }), 'has a path with a drive letter'],
    ['a backslash', archive({ 'a\\evil': text }), 'has a backslash in its path'],
    ['a line end in a name', archive({ 'a\nb': text }), 'has a control character in its path'],
    ['a folder', archive({ 'a/': new Uint8Array() }), 'has an empty part or "." in its path'],
    ['a link', archive({ a: [Buffer.from('/etc/passwd'), { attrs: link }] }), 'is a link'],
    ['compression', zipSync({ a: new Uint8Array(100_000) }), 'is compressed'],
    ['two of one name', renamed('b.txt', 'a.txt'), 'stands in it twice'],
    ['two that are one on some systems', archive({ 'A.txt': text, 'a.txt': text }), 'are one file on some systems'],
    ['a size beyond the file', bomb(), "reaches beyond the archive's contents"],
    ['another writer', archive({ 'a.txt': text }), 'was changed'],
  ])('%s', (_, bytes, words) => {
    expect(problemsOf(bytes).join('\n')).toContain(words);
    const folder = projectFolder({ 'p.zip': bytes });
    expect(() => unpackPackage(path.join(folder, 'p.zip'), path.join(folder, 'into'))).toThrow('is not whole');
  });

  test('says so with exit code 1, as JSON on stdout or in words on stderr', () => {
    const cwd = projectFolder({ 'p.zip': archive({ '../evil': text }) });
    const { code, stdout } = millrace(['verify', 'p.zip', '--json'], { cwd });
    const problems = ['Entry "../evil" leaves the package with ".."'];
    expect({ code, result: JSON.parse(stdout) }).toEqual({ code: 1, result: { ok: false, problems } });
    const inWords = millrace(['verify', 'p.zip'], { cwd });
    expect(inWords).toEqual({ code: 1, stdout: '', stderr: `p.zip is not whole\n  ${problems[0]}\n` });
  });
});
