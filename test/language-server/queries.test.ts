/** Queries while typing: against the real server and the real process that describes them. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { QueryDescriber } from '@millrace/grammar';
import { createFlowLspServices, nodePorts } from '@millrace/language-server';
import { DocumentState, URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { queryHost } from 'millrace';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type ClientDiagnostic, FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

function flowWith(query: string, below = ''): string {
  return `schema Payment { country: string, amount: float64 }
flow F {
  read p: Payment from csv("p.csv")
  sql s(p) """
    ${query}
  """
  ${below}
  write w(s) to jsonl("w.jsonl")
}
`;
}

const right = 'SELECT country, sum(amount) AS total FROM p GROUP BY country';
const wrong = right.replace('sum(amount)', 'sum(amuont)');

describe('[N5] while typing', () => {
  let client: FlowClient;
  beforeAll(async () => {
    client = await FlowClient.start(folderWith({ 'p.csv': 'country,amount\n' }));
    await client.open('main.flow', flowWith(right));
  });
  afterAll(() => client.stop());

  test('a wrong column is marked at its word, and no more when it is corrected', async () => {
    await client.change('main.flow', flowWith(wrong));
    const character = 4 + wrong.indexOf('amuont');
    // A slow machine says it in two steps.
    expect(await client.diagnostics('main.flow', hasMistake)).toMatchObject([
      {
        code: 'FLOW240',
        message: 'Unknown column "amuont". Did you mean "amount"?',
        range: { start: { line: 4, character }, end: { line: 4, character: character + 6 } },
      },
    ]);
    await client.change('main.flow', flowWith(right));
    expect(await client.diagnostics('main.flow', (found) => found.length === 0)).toEqual([]);
  });

  test('a diagram has the columns of the result, and changes once when they do', async () => {
    await client.change('main.flow', flowWith(right));
    await client.diagnostics('main.flow');
    const opened = await client.openDiagram('main.flow');
    expect(JSON.stringify(opened?.diagram)).toContain('total');
    await client.change('main.flow', flowWith(right.replace('total', 'whole')));
    const { patches } = await client.diagramChange('main.flow', (opened?.version ?? 0) + 1);
    expect(JSON.stringify(patches)).toContain('whole');
    expect(client.diagramChanges('main.flow')).toHaveLength(1);
  });

  test('completion behind it knows the columns', async () => {
    const text = flowWith(right, 'filter f(s) where ');
    await client.change('main.flow', text);
    await client.diagnostics('main.flow');
    const [line = '', ...lines] = text.split('\n').reverse().slice(3);
    const position = { line: lines.length, character: line.length };
    const items = await client.request<{ items: { label: string }[] }>(
      'textDocument/completion',
      'main.flow',
      position,
    );
    expect(items.items.map(({ label }) => label)).toEqual(expect.arrayContaining(['country', 'total']));
  });

  test('a process that was killed is missed by nobody', async () => {
    for (const child of childrenOf(client.pid)) process.kill(child, 'SIGKILL');
    await client.change('main.flow', flowWith(wrong.replace('AS total', 'AS other')));
    expect(await client.diagnostics('main.flow', hasMistake)).toHaveLength(1);
  });
});

function hasMistake(found: ClientDiagnostic[]): boolean {
  return found.some(({ code }) => code === 'FLOW240');
}

function childrenOf(id: number): number[] {
  return execFileSync('pgrep', ['-P', String(id)], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map(Number);
}

test('[N5] a late answer is looked at when it is there', async () => {
  const folder = folderWith({ 'main.flow': flowWith(right), 'p.csv': '', 'child.mjs': whenTold });
  const queries = new QueryDescriber(queryHost(join(folder, 'child.mjs')), { limitMs: 60_000, startLimitMs: 60_000 });
  onTestFinished(() => queries.stop());
  const { shared } = createFlowLspServices({ ...NodeFileSystem, ports: nodePorts(), queries });
  const uri = URI.parse(pathToFileURL(join(folder, 'main.flow')).toString());
  const document = await shared.workspace.LangiumDocuments.getOrCreateDocument(uri);
  const messages = () => document.diagnostics?.map(({ message }) => message);
  await shared.workspace.DocumentBuilder.build([document], { validation: true });
  expect(messages()).toEqual([]);
  const checkedAgain = new Promise((resolve) => {
    shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, resolve);
  });
  writeFileSync(join(folder, 'go'), '');
  await checkedAgain;
  expect(messages()).toEqual(['as told']);
});

/** A process that answers once a file is there. */
const whenTold = `import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
const say = (answer) => process.stdout.write(JSON.stringify(answer) + '\\n');
const answer = () => {
  if (!existsSync(new URL('go', import.meta.url))) setTimeout(answer, 20);
  else say({ type: 'described', description: { ok: false, message: 'as told' } });
};
createInterface({ input: process.stdin }).on('line', answer);
say({ type: 'ready' });
`;
