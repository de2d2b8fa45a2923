import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const value = 'correct horse battery staple';
const env = { CARD_KEY: value };
const flow = `schema Card { id: string, card: string @pii, factor: int32 }
flow F -> tokens {
  read cards: Card from jsonl("cards.jsonl")
  select tokens(cards) { id, token: hmac(card, secret("CARD_KEY")), size: 100 / factor }
  filter high(tokens) where hmac(id, secret("CARD_KEY")) >= "0"
  route split(high) { all: hmac(id, secret("CARD_KEY")) != id, none: otherwise }
  write out(split.all) to jsonl("out/tokens.jsonl")
  write other(split.none) to jsonl("out/other.jsonl")
  write bad(tokens.errors) to jsonl("out/bad.jsonl") { allow: [record] }
}
`;
const files = {
  'millrace.json': '{ "name": "cards", "version": "1.0.0" }',
  'main.flow': flow,
  'cards.jsonl': '{"id":"1","card":"4111","factor":1}\n{"id":"2","card":"4222","factor":0}\n',
};

/** Every file below a folder, those of packages unpacked. */
function bytesBelow(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .flatMap((file) => {
      const bytes = readFileSync(file);
      return file.endsWith('.zip')
        ? [bytes, ...Object.values(unzipSync(bytes)).map((one) => Buffer.from(one))]
        : [bytes];
    });
}

test('[E9] the value of a secret makes the result and stands in nothing else', () => {
  const cwd = projectFolder(files);
  const said = [
    millrace(['run', 'main.flow', '--json'], { cwd, env }),
    millrace(['run', 'main.flow'], { cwd, env }),
    millrace(['plan', 'main.flow', '--json'], { cwd, env }),
    millrace(['plan', 'main.flow'], { cwd, env }),
    millrace(['check', '.', '--format', 'sarif'], { cwd, env }),
    millrace(['graph', 'main.flow'], { cwd, env }),
    millrace(['package', '.', '--out', 'made/p.zip'], { cwd, env }),
    millrace(['run', 'made/p.zip'], { cwd, env }),
  ];
  expect(said.map(({ code, stderr }) => (code === 0 ? 0 : stderr))).toEqual(said.map(() => 0));
  const [first] = readFileSync(path.join(cwd, 'out/tokens.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(first ?? '').token).toBe(createHmac('sha256', value).update('4111').digest('hex'));
  const everything = [
    ...said.flatMap(({ stdout, stderr }) => [Buffer.from(stdout), Buffer.from(stderr)]),
    ...bytesBelow(cwd),
  ];
  const shown = [value, Buffer.from(value).toString('base64'), Buffer.from(value).toString('hex')];
  for (const text of shown) expect(everything.some((bytes) => bytes.includes(text))).toBe(false);
  expect(said[3]?.stdout).toContain('needs the secrets CARD_KEY');
});

test.each<Record<string, string>>([{}, { CARD_KEY: '' }])(
  '[E9] a run without the secret is refused before its first record: %o',
  (given) => {
    const cwd = projectFolder(files);
    const { code, stdout, stderr } = millrace(['run', 'main.flow', '--json'], { cwd, env: given });
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(events.at(-1)).toMatchObject({
      status: 'failed',
      error: {
        code: 'secret-missing',
        node: 'tokens',
        message: 'The secret "CARD_KEY" is not set; give it in the environment variable CARD_KEY',
      },
    });
    expect(events.some(({ type }) => type === 'node-started')).toBe(false);
    expect(readdirSync(cwd).sort()).toEqual(['.millrace', 'cards.jsonl', 'main.flow', 'millrace.json']);
    expect(stderr).toBe('');
  },
);
