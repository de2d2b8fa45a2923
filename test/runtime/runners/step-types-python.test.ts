/** The types that `millrace types` writes for Python, against what the process of a step really hands over and takes; and templates that run. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createFlowServices, loadDocument, stepLanguageOf, stepTemplate } from '@millrace/grammar';
import { isTaskNode } from '@millrace/grammar/syntax';
import { nodePorts } from '@millrace/language-server';
import { AstUtils, URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { expect, test } from 'vitest';
import { millrace } from '../../support/millrace-command.ts';
import { addFiles, projectFolder } from '../../support/project-folder.ts';

/** A type of the language, a value as JSON has it, its type for code, and a test of the value that code gets. */
const kinds: [string, unknown, string, string][] = [
  ['bool', true, 'bool', 'v is True'],
  ['int32', 7, 'int', 'type(v) is int and v == 7'],
  ['uint64', 7, 'int', 'type(v) is int'],
  ['float32', 1, 'float', 'type(v) is float'],
  ['float64', 0.5, 'float', 'v == 0.5'],
  ['string', 'a', 'str', "v == 'a'"],
  ['bytes', 'AQI=', 'bytes', "v == b'\\x01\\x02'"],
  ['timestamp', '2026-01-31T10:00:00Z', 'datetime', 'isinstance(v, datetime.datetime) and v.hour == 10'],
  ['date', '2026-01-31', 'date', 'v == datetime.date(2026, 1, 31)'],
  ['duration', 5, 'timedelta', 'v == datetime.timedelta(milliseconds=5)'],
  ['json', { a: [null] }, 'Any', "v == {'a': [None]}"],
  ['int64?', null, 'int | None', 'v is None'],
  ['string?[]', ['a', null], 'list[str | None]', "v == ['a', None]"],
  ['float64[1, 2]', [[0.5, 1]], 'list[float]', 'v == [0.5, 1.0]'],
  ['timestamp[1]', ['1970-01-01T00:00:01Z'], 'list[datetime]', 'v[0].second == 1'],
];

const columns = kinds.map(([type], at) => `c${at}: ${type}`).join('\n');

const step = `import datetime

def same(record, context):
    wrong = []
${kinds.map(([type, , , isRight], at) => `    v = record["c${at}"]\n    if not (${isRight}):\n        wrong.append(${JSON.stringify(type)} + repr(v))`).join('\n')}
    if not (context.parameters["big"] == 9 and isinstance(context.parameters["since"], datetime.datetime)):
        wrong.append("a parameter")
    if not (context.parameters["day"] == "2026-01-01" and context.parameters["wait"] == 5000):
        wrong.append("a day or a duration")
    if not (context.node == "same" and context.flow == "F" and context.run_id and context.attempt == 1 and context.batch == 0):
        wrong.append("context")
    context.log("seen")
    if wrong:
        raise ValueError(", ".join(wrong))
    return record
`;

test('what code gets is of the types that are written for it, and goes back as it came', () => {
  const record = Object.fromEntries(kinds.map(([, value], at) => [`c${at}`, value]));
  const folder = projectFolder({
    'main.flow': `schema All {\n${columns}\n}
flow F(big: int64 = 9, since: timestamp = 2026-01-01T00:00:00Z, day: date = 2026-01-01, wait: duration = 5s) {
  read all: All from jsonl("all.jsonl")
  task same(all) -> All { run: python("steps/same.py", function: "same") }
  write out(same) to jsonl("out.jsonl")
}
`,
    'all.jsonl': `${JSON.stringify(record)}\n`,
    'steps/same.py': step,
  });
  expect(millrace(['types', '.'], { cwd: folder })).toMatchObject({ code: 0, stdout: 'main_flow.pyi\n' });
  const types = readFileSync(path.join(folder, 'main_flow.pyi'), 'utf8');
  for (const [at, [, , text]] of kinds.entries()) expect(types).toContain(`\n    c${at}: ${text}\n`);
  expect(types).toContain('        day: str\n        wait: float\n');
  const { code, stderr } = millrace(['run', 'main.flow'], { cwd: folder });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(readFileSync(path.join(folder, 'out.jsonl'), 'utf8')).toContain('"c0":true,"c1":7');
});

const scripts = `schema Row { id: int32 }
flow F(least: int32 = 1) {
  read rows: Row from jsonl("rows.jsonl")
  task each(rows) -> Row { run: bash("steps/each.sh") }
  task several(rows) -> Row { run: bash("steps/several.sh"), mode: batch }
  task both(each, several) -> Row { run: bash("steps/both.sh"), mode: whole }
  task tell(rows) { run: bash("steps/tell.sh") }
  task alone { run: bash("steps/alone.sh") }
  write all(both) to jsonl("out.jsonl")
}
`;

test('a script that is made runs as it is, and passes records on', async () => {
  const folder = projectFolder({ 'main.flow': scripts, 'rows.jsonl': '{"id":1}\n{"id":2}\n' });
  const services = createFlowServices({ ...NodeFileSystem, ports: nodePorts() });
  const document = await loadDocument(services, URI.file(path.join(folder, 'main.flow')));
  for (const task of AstUtils.streamAllContents(document.parseResult.value).filter(isTaskNode)) {
    const file = `steps/${task.name}.sh`;
    addFiles(folder, { [file]: stepTemplate(task, stepLanguageOf(file) ?? 'typescript') });
  }
  const { code, stderr } = millrace(['run', 'main.flow'], { cwd: folder });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  expect(readFileSync(path.join(folder, 'out.jsonl'), 'utf8')).toBe('{"id":1}\n{"id":2}\n{"id":1}\n{"id":2}\n');
});
