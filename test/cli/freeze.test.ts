import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectWith } from '../support/run-plans.ts';

const flow = `schema Row { id: int32, card: string @pii, at: timestamp, tags: string[], note: string? @default("none") }

flow Main(least: int32 = 2) {
  read rows: Row                           from jsonl("rows.jsonl")
  read shops: { id: int32, name: string? } from csv("shops.csv")
  select plain(rows) { id, at, tags, note, third: id / 3 }
  filter kept(plain) where id >= least
  route sized(kept) { odd: id % 2 == 1, even: otherwise }
  join named(kept, shops) on kept.id == shops.id { kind: left, prefix: "s_" }
  task random(kept) -> { id: float64 } { run: node("random.ts", export: "random") }
  write out(named) to jsonl("out.jsonl")
}
`;
const files = {
  'main.flow': flow,
  'random.ts': 'export const random = () => ({ id: Math.random() });\n',
  'rows.jsonl': Array.from(
    { length: 9 },
    (_, id) => `{"id":${id},"card":"c${id}","at":"2026-01-31T10:00:00.5Z","tags":["a\\"\\u0007",""],"note":"n"}\n`,
  ).join(''),
  'shops.csv': 'id,name\n2,B\n3,\n',
};

test('a node with what it needs becomes a test behind the flow, laid out, that holds', async () => {
  await using project = await projectWith(files);
  const call = (...args: string[]) => millrace(['test', ...args], { cwd: project.folder });
  const frozen = call('freeze', 'main.flow', 'named', '--records', '4', '--allow', 'card', '--param', 'least=3');
  expect(frozen).toEqual({
    code: 0,
    stderr: expect.stringMatching(/Written to main.flow, with 1 record expected\n$/),
    stdout: `test "named, frozen" of Main(least: 3) {
  given rows: [
    { id: 0, card: "c0", at: 2026-01-31T10:00:00.500Z, tags: ["a\\"\\u{7}", ""], note: "n" }
    { id: 1, card: "c1", at: 2026-01-31T10:00:00.500Z, tags: ["a\\"\\u{7}", ""], note: "n" }
    { id: 2, card: "c2", at: 2026-01-31T10:00:00.500Z, tags: ["a\\"\\u{7}", ""], note: "n" }
    { id: 3, card: "c3", at: 2026-01-31T10:00:00.500Z, tags: ["a\\"\\u{7}", ""], note: "n" }
  ]
  given shops: [
    { id: 2, name: "B" }
    { id: 3 }
  ]
  expect named exactly: [{ id: 3, at: 2026-01-31T10:00:00.500Z, tags: ["a\\"\\u{7}", ""], note: "n", third: 1, s_id: 3 }]
}
`,
  });
  expect(await project.text('main.flow')).toBe(`${flow}\n${frozen.stdout}`);
  const ports = ['sized.even', 'out'].map((node) => call('freeze', 'main.flow', node, '--allow', 'card').code);
  expect(ports).toEqual([0, 0]);
  expect(call()).toMatchObject({ code: 0, stderr: '3 tests passed\n' });
  expect(millrace(['fmt', '--check'], { cwd: project.folder }).code).toBe(0);
});

test('what must not or cannot become a test is refused, and the file stays as it is', async () => {
  await using project = await projectWith(files);
  const call = (...args: string[]) => millrace(['test', 'freeze', 'main.flow', ...args], { cwd: project.folder });
  expect(call('kept')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      'personal or sensitive columns, real values of which do not belong into a file: card.',
    ),
  });
  expect(call('random', '--allow', 'card')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('does not make the same of the same records twice'),
  });
  expect(call('kept', '--records', '0').code).toBe(2);
  expect(await project.text('main.flow')).toBe(flow);
  expect(call('kept', '--allow', 'card', '--name', 'once').code).toBe(0);
  expect(call('named', '--allow', 'card', '--name', 'once')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is a test "once" already'),
  });
});

const personal = {
  'main.flow': `schema Person { name: string, born: date }
schema Row {
  id:     int64     @key @pii
  card:   string    @pii
  other:  string?   @sensitive("health")
  plan:   string    @pii @oneOf("basic", "full")
  age:    uint8     @pii @range(min: 18, max: 19)
  at:     timestamp @pii
  person: Person    @pii
  tags:   string[]  @pii
  n:      int32
}
schema Made { id: int64 @pii, secretly: string @pii }

flow Main {
  read rows: Row from jsonl("rows.jsonl")
  read cards: { holder: string @pii } from csv("cards.csv")
  join met(rows, cards) on rows.card == cards.holder
  select shown(met) { id, other, age, double: n * 2 }
  task made(rows) -> Made { run: node("made.ts", export: "made") }
}
`,
  'made.ts': 'export const made = ({ id }) => ({ id, secretly: "Ada Lovelace" });\n',
  'cards.csv': 'holder\n4111\n4222\n',
  'rows.jsonl': ['4222', '4111', '4222']
    .map(
      (card, at) =>
        `{"id":${at + 900},"card":"${card}","other":${at === 1 ? null : '"flu"'},"plan":"full","age":18,"at":"2026-01-31T10:00:00Z","person":{"name":"Ada","born":"1990-05-05"},"tags":["Ada","x"],"n":${at}}\n`,
    )
    .join(''),
};

const masked = `// Placeholders stand for what is personal: id, card, other, plan, age, at, person, tags, holder.
test "shown, frozen" of Main() {
  given rows: [
    {
      id:     1
      card:   "masked-1"
      other:  "masked-2"
      plan:   "basic"
      age:    19
      at:     2000-01-01T00:00:01Z
      person: { name: "masked-4", born: 2000-01-01 }
      tags:   ["masked-4", "masked-5"]
      n:      0
    }
    {
      id:     3
      card:   "masked-6"
      plan:   "basic"
      age:    19
      at:     2000-01-01T00:00:01Z
      person: { name: "masked-4", born: 2000-01-01 }
      tags:   ["masked-4", "masked-5"]
      n:      1
    }
    {
      id:     4
      card:   "masked-1"
      other:  "masked-2"
      plan:   "basic"
      age:    19
      at:     2000-01-01T00:00:01Z
      person: { name: "masked-4", born: 2000-01-01 }
      tags:   ["masked-4", "masked-5"]
      n:      2
    }
  ]
  given cards: [
    { holder: "masked-6" }
    { holder: "masked-1" }
  ]
  expect shown exactly: [
    { id: 1, other: "masked-2", age: 19, double: 0 }
    { id: 3, age: 19, double: 2 }
    { id: 4, other: "masked-2", age: 19, double: 4 }
  ]
}
`;

test('--mask puts a placeholder of the same type for each personal value, the same for the same, in a test that holds', async () => {
  await using project = await projectWith(personal);
  const call = (...args: string[]) => millrace(['test', ...args], { cwd: project.folder });
  const frozen = call('freeze', 'main.flow', 'shown', '--mask');
  expect(frozen).toMatchObject({ code: 0, stderr: expect.stringContaining('with 3 records expected') });
  expect(frozen.stdout).toBe(masked);
  for (const value of ['4111', '4222', 'flu', '900', 'Ada', '1990', '2026-01-31'])
    expect(frozen.stdout).not.toContain(value);
  expect(call()).toMatchObject({ code: 0, stderr: '1 test passed\n' });
  expect(call('freeze', 'main.flow', 'shown', '--mask', '--name', 'again').stdout).toBe(
    frozen.stdout.replace('shown, frozen', 'again'),
  );
});

test('--mask keeps what --allow names, and refuses what code makes', async () => {
  await using project = await projectWith(personal);
  const call = (...args: string[]) => millrace(['test', 'freeze', 'main.flow', ...args], { cwd: project.folder });
  const made = call('made', '--mask');
  expect(made).toMatchObject({ code: 2, stderr: expect.stringContaining('masks what is read: secretly.') });
  const allowed = call('shown', '--mask', '--allow', 'id', 'other');
  expect(allowed.stdout).toContain('id: 900');
  expect(allowed.stdout).toContain('other: "flu"');
  expect(allowed.stdout).not.toContain('4111');
});
