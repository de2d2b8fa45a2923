/** Comments that ignore mistakes, and the rules of a project. */
import { checkDocument, createFlowServices, loadDocument, planFlow, type Rules } from '@millrace/grammar';
import { URI } from 'langium';
import { describe, expect, test } from 'vitest';
import { checkDiagnostics, filesOf } from '../support/flow-fixture.ts';
import { MemoryFileSystem, memoryPorts } from '../support/memory-files.ts';

const flow = (body: string) => `schema P { id: string }
flow F {
  read p: P from csv("p.csv")
  write w(p) to csv("w.csv")
${body}
}
//- /p.csv
`;

describe('comments', () => {
  test.each([
    ['above the line', '  // millrace-ignore FLOW302: kept to look at\n  filter a(p) where id == "1"'],
    ['behind the words', '  filter a(p) where id == "1" // millrace-ignore FLOW302: kept to look at'],
    [
      'above other comments',
      '  // millrace-ignore FLOW302: kept to look at\n  // or not\n\n  filter a(p) where id == "1"',
    ],
    ['several at once', '  // millrace-ignore FLOW302 , FLOW302: kept\n  filter a(p) where id == "1"'],
    ['without blanks', '  //millrace-ignore FLOW302:kept\n  filter a(p) where id == "1"'],
    ['in a text that is CRLF', '  // millrace-ignore FLOW302: kept\r\n  filter a(p) where id == "1"'],
  ])('[W2] ignore %s', async (_, body) => {
    await checkDiagnostics(flow(body));
  });

  test.each([
    [
      'another line',
      `  // millrace-ignore FLOW302: kept
                     ^^^^^^^ FLOW704 There is no FLOW302 here to ignore
  filter a(p) where id == "1"
  filter b(a) where id == "1"
         ^ FLOW302 Nothing reads "b", and it writes nothing`,
    ],
    [
      'another code',
      `  // millrace-ignore FLOW309: kept
                     ^^^^^^^ FLOW704 There is no FLOW309 here to ignore
  filter a(p) where id == "1"
         ^ FLOW302 Nothing reads "a", and it writes nothing`,
    ],
    [
      'errors',
      `  // millrace-ignore FLOW201: it comes next week
                     ^^^^^^^ FLOW701 FLOW201 is an error, and errors cannot be ignored; correct it
  write x(p) to csv("x.csv") { partition: [name] }
                               ^^^^^^^^^ FLOW120 Unknown property "partition" of write. Known are allow, onError`,
    ],
  ])('[W2] [W3] do not ignore %s', async (_, body) => {
    const found = await told(flow(body.replace(/^ *\^+ FLOW.*\n?/gm, '')));
    const codes = [...body.matchAll(/\^ (FLOW\d+)/g)].map(([, code]) => code);
    expect(found.toSorted()).toEqual(codes.toSorted());
  });

  test.each([
    ['no code', '// millrace-ignore', ['FLOW302', 'FLOW703']],
    ['a word that is no code', '// millrace-ignore all: noise', ['FLOW302', 'FLOW703']],
    ['no reason', '// millrace-ignore FLOW302:', ['FLOW702']],
    ['a file that is not there', '// millrace-ignore FLOW502: it is elsewhere', ['FLOW302']],
    ['another word', '// millrace-ignored FLOW302: no', ['FLOW302']],
    ['a text', '', ['FLOW302']],
  ])('[W3] %s in a comment', async (_, comment, codes) => {
    expect(await told(flow(`  ${comment}\n  filter a(p) where id == "// millrace-ignore FLOW302: x"`))).toEqual(
      codes.toReversed(),
    );
  });

  test('[W2] a comment in the head counts for all of the file', async () => {
    const body = '  filter a(p) where id == "1"\n  filter b(p) where id == "2"';
    expect(await told(`// millrace-ignore-file FLOW302: open ends\n${flow(body)}`)).toEqual([]);
    expect(await told(flow(`  // millrace-ignore-file FLOW302: open ends\n${body}`))).toEqual(['FLOW705']);
  });

  test('[W3] nothing is called needless where the text is broken', async () => {
    expect(await told(flow('  // millrace-ignore FLOW302: kept\n  filter a(p) where'))).toEqual(['FLOW101']);
  });
});

describe('rules', () => {
  const body = '  filter a(p) where id == "1"';

  test.each<[Rules, string[]]>([
    [{}, ['FLOW302 warning']],
    [{ FLOW302: 'off' }, []],
    [{ FLOW302: 'hint' }, ['FLOW302 hint']],
    [{ FLOW302: 'info' }, ['FLOW302 info']],
    [{ FLOW302: 'error' }, ['FLOW302 error']],
  ])('[W1] %j', async (rules, wanted) => {
    const document = await load(flow(body), rules);
    expect(checkDocument(document).map(({ code, severity }) => `${code} ${severity}`)).toEqual(wanted);
  });

  test('[W1] a warning raised to an error stops the plan, unless a comment ignores it', async () => {
    const raised = await load(flow(body), { FLOW302: 'error' });
    const options = { projectFolder: URI.file('/project') };
    expect(planFlow({ document: raised, ...options }).plan).toBeUndefined();
    const ignored = await load(flow(`  // millrace-ignore FLOW302: kept\n${body}`), { FLOW302: 'error' });
    expect(planFlow({ document: ignored, ...options }).plan).toBeDefined();
  });

  test('[W3] an error is never lowered', async () => {
    const document = await load(flow('  filter a(p) where nowhere\n  write x(a) to csv("x.csv")'), { FLOW201: 'off' });
    expect(checkDocument(document).map(({ code, severity }) => `${code} ${severity}`)).toEqual(['FLOW201 error']);
  });

  test('[W1] what changes is told anew without another analysis', async () => {
    let rules: Rules = {};
    const document = await load(flow(body), () => rules);
    const [before] = checkDocument(document);
    rules = { FLOW302: 'hint' };
    const [after] = checkDocument(document);
    expect(after).toEqual({ ...before, severity: 'hint' });
    expect(after?.place).toBe(before?.place);
    expect(checkDocument(document)).toBe(checkDocument(document));
  });
});

async function load(text: string, rules: Rules | (() => Rules)) {
  const files = filesOf(text);
  const services = createFlowServices({
    fileSystemProvider: () => new MemoryFileSystem(files),
    ports: { ...memoryPorts(files), rules: typeof rules === 'function' ? rules : () => rules },
  });
  return loadDocument(services, URI.file('/project/main.flow'));
}

/** Codes in the order of the text. */
async function told(text: string): Promise<string[]> {
  return checkDocument(await load(text, {})).map(({ code }) => code);
}
