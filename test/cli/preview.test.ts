import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectWith } from '../support/run-plans.ts';

const flow = `schema Row { id: int32, card: string }

flow Main(least: int32 = 3) {
  read rows: Row from jsonl("rows.jsonl")
  filter kept(rows) where id >= least
  select parts(kept) { id, part: 12 / id }
  route level(parts) { high: part > 1, low: otherwise }
  write out(level.high) to jsonl("out.jsonl")
  use counted: Count(rows: kept)
  write counts(counted) to jsonl("counts.jsonl")
  use halves: Halves(rows: kept)
  write halved(halves.even) to jsonl("halved.jsonl")
  write other(halves.odd) to jsonl("other.jsonl")
}

flow Halves(rows: stream { id: int32 }) -> even, odd {
  filter even(rows) where id % 2 == 0
  filter odd(rows) where id % 2 == 1
}

flow Count(rows: stream { id: int32 }) -> all { aggregate all(rows) { n: count(), most: max(id) } }
`;
/** Only whoever reads to the end meets the last line. */
const rows = (count: number, last = '') =>
  Array.from({ length: count }, (_, id) => `{"id":${id},"card":"c${id}"}\n`).join('') + last;

const previewOf = (cwd: string, ...args: string[]) =>
  millrace(['preview', 'main.flow', '--flow', 'Main', ...args], { cwd });

test('the first records of a node are shown as a table, sources are read no further and nothing is written', async () => {
  await using project = await projectWith({ 'main.flow': flow, 'rows.jsonl': rows(20_000, '{"id":"x"}\n') });
  expect(previewOf(project.folder, 'parts', '--limit', '2')).toEqual({
    code: 0,
    stderr: '',
    stdout: `parts  the first 2 records\n     id     part\n  int32  float64\n      3        4\n      4        3\n`,
  });
  expect(previewOf(project.folder, 'counted').code).toBe(1);
  expect(await project.files()).toEqual(['main.flow', 'rows.jsonl']);
});

test('ports, writes, uses and their nodes have records to show, as JSON too', async () => {
  await using project = await projectWith({
    'main.flow': flow,
    'rows.jsonl': rows(15, '{"id":"x"}\n{"id":99,"card":"c"}\n'),
  });
  const shown = (...args: string[]) => JSON.parse(previewOf(project.folder, '--json', ...args).stdout);
  expect(shown('rows', '--port', 'errors')).toMatchObject({
    node: 'rows',
    port: 'errors',
    rows: [[{ id: 'x' }, expect.any(String), 'rows', 1, expect.any(String), 16]],
    isWhole: true,
  });
  const plain = { 'main.flow': flow, 'rows.jsonl': rows(15) };
  await using whole = await projectWith(plain);
  const of = (...args: string[]) => JSON.parse(previewOf(whole.folder, '--json', ...args).stdout);
  const high = {
    node: 'level',
    port: 'high',
    columns: [
      { name: 'id', type: 'int32' },
      { name: 'part', type: 'float64' },
    ],
  };
  expect([
    of('level.high', '--limit', '9'),
    of('level', '--port', 'high', '--limit', '8'),
    of('out', '--limit', '1'),
  ]).toMatchObject([
    { ...high, isWhole: true },
    { ...high, isWhole: false },
    { ...high, rows: [[3, 4]], isWhole: false },
  ]);
  expect(of('counted')).toMatchObject({ node: 'counted.all', rows: [[12, 14]], isWhole: true });
  expect(of('counted.all')).toEqual(of('counts'));
});

test.each([
  [['prats'], 'Main has no node "prats"; did you mean "parts"?'],
  [['halves'], '"halves" has several outputs; name one of halves.even, halves.odd'],
  [['cuonted'], 'did you mean "counted"?'],
  [['level'], '"level" gives records by its ports; name one of level.high, level.low, level.errors'],
  [['parts', '--port', 'x'], '"parts" has no port "x"; name one of parts, parts.errors'],
  [['parts', '--limit', '0'], 'from 1 to 100000, not "0"'],
])('a call that cannot be meant says what can: %j', async (args, message) => {
  await using project = await projectWith({ 'main.flow': flow });
  const { code, stderr } = previewOf(project.folder, ...args);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

test('datasets are previewed and frozen as the catalogue has them, and given by tests without it', async () => {
  const shared = 'schema Row { id: int32 }\n\ndataset Kept: Row\n';
  const making = `import { Row, Kept } from "./shared.flow"

flow Make {
  read rows: Row from jsonl("rows.jsonl")
  write kept(rows) to Kept
}
`;
  const taking = `import { Kept } from "./shared.flow"

flow Take {
  read kept from Kept
  filter large(kept) where id > 1
  write out(large) to jsonl("out.jsonl")
}

test "given" of Take() {
  given kept: [{ id: 5 }]
  expect large exactly: [{ id: 5 }]
}
`;
  await using project = await projectWith({
    'millrace.json': '{}',
    'shared.flow': shared,
    'make.flow': making,
    'take.flow': taking,
    'rows.jsonl': '{"id":1}\n{"id":2}\n',
  });
  const call = (...args: string[]) => millrace(args, { cwd: project.folder });
  expect(call('test', '.')).toMatchObject({ code: 0, stderr: '1 test passed\n' });
  expect(call('preview', 'take.flow', 'large').code).toBe(1);
  expect(call('run', 'make.flow').code).toBe(0);
  expect(JSON.parse(call('preview', 'take.flow', 'large', '--json').stdout)).toMatchObject({ rows: [[2]] });
  expect(call('test', 'freeze', 'take.flow', 'large').stdout).toContain('expect large exactly: [{ id: 2 }]');
});
