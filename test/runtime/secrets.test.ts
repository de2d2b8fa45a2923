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

const leaky = 'hunter2-of-the-shop';

/** Each fails in its own way, with the secret in what it was given. */
const failing: [string, string, Record<string, string>][] = [
  [
    'postgres(secret("ADDRESS"), table: "t")',
    'postgres-unreachable',
    { ADDRESS: `postgres://u:${leaky}@127.0.0.1:1/d` },
  ],
  ['postgres(secret("ADDRESS"), table: "t")', 'postgres-invalid', { ADDRESS: `mysql://u:${leaky}@h/d` }],
  [
    'http(secret("ADDRESS"), retries: 0)',
    'http-unreachable',
    { ADDRESS: `http://u:${leaky}@no.invalid/${leaky}?k=${leaky}` },
  ],
  [
    'http("http://no.invalid/", bearer: secret("ADDRESS"), retries: 0)',
    'option-invalid',
    { ADDRESS: `${leaky}\n${leaky}` },
  ],
];

test.each(failing)('[E10] %s that fails as %s says nothing of the secret anywhere', (connector, code, env) => {
  const cwd = projectFolder({
    'millrace.json': '{ "name": "leaky", "version": "1.0.0" }',
    'main.flow': `schema S { a: int32 }
flow F {
  read s: S from ${connector}
  write o(s) to jsonl("o.jsonl")
}
`,
  });
  const said = [
    millrace(['run', 'main.flow', '--json'], { cwd, env }),
    millrace(['run', 'main.flow'], { cwd, env }),
    millrace(['plan', 'main.flow', '--json'], { cwd, env }),
    millrace(['runs', '--json'], { cwd, env }),
    millrace(['package', '.', '--out', 'made/p.zip'], { cwd, env }),
  ];
  expect(said[0]?.stdout).toContain(`"code":"${code}"`);
  const everything = [
    ...said.flatMap(({ stdout, stderr }) => [Buffer.from(stdout), Buffer.from(stderr)]),
    ...bytesBelow(cwd),
  ];
  const shown = [leaky, Buffer.from(leaky).toString('base64').slice(0, 20), Buffer.from(leaky).toString('hex')];
  for (const text of shown) expect(everything.some((bytes) => bytes.includes(text))).toBe(false);
});

test.each<[string, Record<string, unknown>, string | undefined]>([
  ['a file', { file: 'key.txt' }, undefined],
  ['a program', { command: [process.execPath, '-e', `console.log(${JSON.stringify(value)})`] }, undefined],
  ['another variable', { env: 'ELSEWHERE' }, undefined],
  [
    'a file that is not there',
    { file: 'no.txt' },
    'The secret "CARD_KEY" is not set; Cannot read "no.txt", which millrace.json names for it',
  ],
  [
    'a program that fails',
    { command: [process.execPath, '-e', 'console.log(1); process.exit(3)'] },
    'ended with exit code 3; call it yourself to see why',
  ],
  [
    'a program that is not there',
    { command: ['no-such-program-here'] },
    'the program "no-such-program-here" is not there',
  ],
])('[E9] a secret comes from %s', (_, source, failure) => {
  const config = { name: 'cards', version: '1.0.0', secrets: { CARD_KEY: source } };
  const cwd = projectFolder({ ...files, 'millrace.json': JSON.stringify(config), 'key.txt': `${value}\n` });
  const { code, stdout } = millrace(['run', 'main.flow', '--json'], { cwd, env: { ELSEWHERE: value } });
  expect(code).toBe(failure === undefined ? 0 : 1);
  if (failure !== undefined)
    return expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '').error.message).toContain(failure);
  const [first] = readFileSync(path.join(cwd, 'out/tokens.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(first ?? '').token).toBe(createHmac('sha256', value).update('4111').digest('hex'));
});
