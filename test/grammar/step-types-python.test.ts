import { execFileSync } from 'node:child_process';
import { isStepTypes, pythonForm, rivalOf, scalarNames, stepTypes, typesUri } from '@millrace/grammar';
import { URI } from 'langium';
import { expect, test } from 'vitest';
import { loadFlow } from '../support/flow-fixture.ts';

async function textOf(text: string): Promise<string> {
  const types = stepTypes((await loadFlow(text)).document, pythonForm);
  if (types.is !== 'known') throw new Error(`The types are ${JSON.stringify(types)}`);
  return types.text;
}

/** The type of the only field where code gets it, and where it gives it back. */
async function formsOf(field: string): Promise<(string | undefined)[]> {
  const text = await textOf(
    `schema Inner { n: int32, c: int64? }
     flow F { read p: { ${field} } from jsonl("p.jsonl")
     task t(p) -> { ${field} } { run: python("t.py") } }`,
  );
  const typeIn = (name: string) => text.split(`    class ${name}(TypedDict):\n        v: `)[1]?.split('\n')[0];
  return [typeIn('Record'), typeIn('Result')];
}

const forms: [string, string, string?][] = [
  ['v: bool', 'bool'],
  ['v: int8', 'int'],
  ['v: uint64', 'int'],
  ['v: float32', 'float'],
  ['v: string', 'str'],
  ['v: bytes', 'bytes'],
  ['v: timestamp', 'datetime'],
  ['v: date', 'date'],
  ['v: duration', 'timedelta'],
  ['v: json', 'Any'],
  ['v: int32?', 'int | None', 'NotRequired[int | None]'],
  ['v: json?', 'Any', 'NotRequired[Any]'],
  ['v: int32 @default(1)', 'int', 'NotRequired[int | None]'],
  ['v: string?[]', 'list[str | None]', 'Sequence[str | None]'],
  ['v: float32[3]', 'list[float]', 'Sequence[float]'],
  ['v: int8[2, 3]', 'list[int]', 'Sequence[int] | Sequence[Sequence[int]]'],
  ['v: { a: int32 }', 'T_v'],
  ['v: { a: int32? }?', 'T_v | None', 'NotRequired[T_v | T_vResult | None]'],
  ['v: Inner', 'Inner', 'Inner | InnerResult'],
];

test.each(forms)('%s is %s to the code, and may be given back as %s', async (field, given, returned = given) => {
  expect(await formsOf(field)).toEqual([given, returned]);
});

test('every scalar type has a form', async () => {
  for (const name of scalarNames) expect(await formsOf(`v: ${name}`)).not.toContain(undefined);
});

const whole = `/** One. */
schema Row { id: string @key, class: int32 }
schema Result { a: int64 }
flow F(since: date, wait: duration = 5s) {
  read rows: Row from jsonl("rows.jsonl")
  /** Cleans """ all.\\ */
  task clean(rows) -> Result { run: python("clean.py", function: "clean") }
  task both(clean, rows) -> { n: int32? } { run: python("both.py"), mode: whole }
  task many(rows) -> Result { run: python("many.py"), mode: batch }
  task alone { run: python("alone.py") }
  task other(rows) { run: node("other.ts") }
}
`;

test('the whole file', async () => {
  const text = await textOf(whole);
  expect(isStepTypes(text)).toBe(true);
  expect(text.slice(text.indexOf('# One.'))).toBe(`# One.
Row = TypedDict("Row", {
    "id": str,
    "class": int,
})

class ResultRecord(TypedDict):
    a: int

class Clean:
    """Cleans ''' all.\\\\"""
    Record: TypeAlias = Row
    Result: TypeAlias = ResultRecord
    Return: TypeAlias = Result | Sequence[Result] | None
    class Parameters(TypedDict):
        since: str
        wait: float
    class Context(StepContext):
        parameters: Clean.Parameters

class Both:
    class Inputs(TypedDict):
        clean: list[ResultRecord]
        rows: list[Row]
    class Result(TypedDict):
        n: NotRequired[int | None]
    Return: TypeAlias = Iterable[Result]
    class Parameters(TypedDict):
        since: str
        wait: float
    class Context(StepContext):
        parameters: Both.Parameters

class Many:
    Record: TypeAlias = Row
    Result: TypeAlias = ResultRecord
    Return: TypeAlias = Sequence[Result | Sequence[Result] | None]
    class Parameters(TypedDict):
        since: str
        wait: float
    class Context(StepContext):
        parameters: Many.Parameters

class Alone:
    class Record(TypedDict):
        pass
    Return: TypeAlias = object
    class Parameters(TypedDict):
        since: str
        wait: float
    class Context(StepContext):
        parameters: Alone.Parameters
`);
});

test('Python reads it, whatever things are called', async () => {
  const text = await textOf(`schema \`it's "a"\` { \`a b\`: int32, __x: string, \`größe\`: { from: int32? } }
flow F { read p: \`it's "a"\` from jsonl("p.jsonl")
  task int(p) -> \`it's "a"\` { run: python("a.py") }
  task \`2 !\`(p) -> { \`\\\`: string } { run: python("b.py") } }`);
  const read = 'import ast, sys; print(len(ast.parse(sys.stdin.read()).body))';
  expect(Number(execFileSync('python3', ['-c', read], { input: text, encoding: 'utf8' }))).toBeGreaterThan(6);
});

test.each([
  ['main.flow', 'main_flow.pyi'],
  ['card fraud-2.flow', 'card_fraud_2_flow.pyi'],
  ['2.flow', '_2_flow.pyi'],
])('the types of %s are in %s, which an import can name', (flow, types) => {
  expect(typesUri(URI.file(`/project/${flow}`), pythonForm).path).toBe(`/project/${types}`);
});

test.each<[string, string | undefined, string[], string | undefined]>([
  ['of another flow whose module has the same name', 'a-b.flow', ['a-b.flow'], 'a-b.flow'],
  ['of one that has gone', 'a-b.flow', [], undefined],
  ['of its own', 'a_b.flow', ['a-b.flow', 'a_b.flow'], undefined],
  ['that was copied from another name', 'main.flow', ['main.flow'], undefined],
  ['that is not there', undefined, ['a-b.flow'], undefined],
])('a file of types %s', (_, owner, flows, rival) => {
  const existing =
    owner && `# Made by "millrace types" from ${owner}. Change the flow, not this file: it is written again.\n`;
  expect(rivalOf(pythonForm, 'a_b.flow', existing, (name) => flows.includes(name))).toBe(rival);
});

test('a flow without code in Python has none', async () => {
  const { document } = await loadFlow('flow F { task t { run: node("t.ts") } }');
  expect(stepTypes(document, pythonForm)).toEqual({ is: 'none' });
});
