import { describe, expect, test } from 'vitest';
import { interruptedMillrace, millrace } from '../../support/millrace-command.ts';
import { projectFolder } from '../../support/project-folder.ts';

const flow = (from: string, to: string, schema = 'id: int32, word: string?') => ({
  'main.flow': `schema Order { ${schema} }
flow Copy {
  read orders: Order from ${from}
  write out(orders) to ${to}
  write bad(orders.errors) to jsonl("bad.jsonl")
}
`,
});

const formats: [string, string, string, string][] = [
  ['jsonl', '', '{"id":1,"word":"a"}\n{"id":2,"word":null}\n', 'format: "jsonl"'],
  ['csv', 'format: "csv"', 'id,word\n1,a\n2,\n', 'format: "csv"'],
  [
    'csv in another dialect',
    'format: "csv", delimiter: ";", header: false',
    '1;a\n2;\n',
    'format: "csv", delimiter: ";", header: false',
  ],
];

test.each(formats)('what is piped in as %s comes out alone', (_, given, input, wanted) => {
  const cwd = projectFolder(flow(`stdin(${given})`, `stdout(${wanted})`));
  const { code, stdout, stderr } = millrace(['run', 'main.flow'], { cwd, input });
  expect([code, stdout]).toEqual([0, input]);
  expect(stderr).toContain('Copy: 2 records read');
});

test.each([0, 1, 4096, 4097, 20_000])('%d records go through in their order', (count) => {
  const input = Array.from({ length: count }, (_, id) => `{"id":${id},"word":"word ${id}"}\n`).join('');
  const cwd = projectFolder(flow('stdin()', 'stdout()'));
  const { code, stdout } = millrace(['run', 'main.flow'], { cwd, input });
  expect([code, stdout === input]).toEqual([0, true]);
});

test('a bad record has its line, and its neighbours come out', () => {
  const cwd = projectFolder(flow('stdin()', 'stdout()'));
  const input = '{"id":1}\n{"id":"x"}\nnonsense\n{"id":4}\n';
  const { code, stdout, stderr } = millrace(['run', 'main.flow'], { cwd, input });
  expect([code, stdout]).toEqual([0, '{"id":1,"word":null}\n{"id":4,"word":null}\n']);
  expect(stderr).toContain('orders: stdin:2: column "id": "x" is not an int32');
});

test('without records the header of csv stands there', () => {
  const cwd = projectFolder(flow('stdin()', 'stdout(format: "csv")'));
  expect(millrace(['run', 'main.flow'], { cwd, input: '' })).toMatchObject({ code: 0, stdout: 'id,word\n' });
});

describe('what cannot be', () => {
  test('events and records on one stdout', () => {
    const cwd = projectFolder(flow('stdin()', 'stdout()'));
    const { code, stdout, stderr } = millrace(['run', 'main.flow', '--json'], { cwd, input: '{"id":1}\n' });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      '"out" writes records to stdout, where --json writes events; leave --json out, or write to a file',
    );
  });

  test('two nodes that read stdin', () => {
    const cwd = projectFolder({
      'main.flow': `schema Order { id: int32 }
flow Twice {
  read a: Order from stdin()
  read b: Order from stdin()
  union both(a, b)
  write out(both) to jsonl("out.jsonl")
}
`,
    });
    const { code, stderr } = millrace(['run', 'main.flow'], { cwd, input: '{"id":1}\n' });
    expect(code).toBe(1);
    expect(stderr).toContain('Two nodes read stdin, which can be read once; let one feed the other');
  });
});

test('a reader that has seen enough ends the run, which is no failure', async () => {
  const cwd = projectFolder({
    'main.flow': `schema Order { id: int32 }
flow Long {
  read orders: Order from jsonl("orders.jsonl")
  write out(orders) to stdout()
}
`,
    'orders.jsonl': '{"id":12345}\n'.repeat(400_000),
  });
  const { code, stderr } = await interruptedMillrace(['run', 'main.flow'], {
    cwd,
    by: 'closed pipe',
    isReady: (stdout) => stdout.includes('12345'),
  });
  expect([code, stderr.includes('error')]).toEqual([130, false]);
});

test('a run that waits for its input ends with a signal', async () => {
  const cwd = projectFolder(flow('stdin()', 'stdout()'));
  const { code } = await interruptedMillrace(['run', 'main.flow'], { cwd, by: 'SIGTERM', isReady: () => true });
  expect(code === null || code === 130).toBe(true);
});
