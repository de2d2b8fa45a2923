/** What only the files of a project together show, while they are edited: without a keystroke in the files that it concerns. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFlowLspServices, nodePorts } from '@millrace/language-server';
import { DocumentState, URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { afterEach, describe, expect, test } from 'vitest';
import { type ClientDiagnostic, FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

const shared = 'schema S { id: string }\ndataset A: S\ndataset B: S\n';
const writer = (name: string, dataset = 'A', path = './shared.flow') => `import { S, ${dataset} } from "${path}"
flow ${name} {
  read a: S from jsonl("a.jsonl")
  write b(a) to ${dataset}
}
`;
const config = '{ "name": "p", "version": "1.0.0" }';
const files = {
  'millrace.json': config,
  'shared.flow': shared,
  'one.flow': writer('One'),
  'two.flow': writer('Two', 'B'),
  'a.jsonl': '',
};
const unused = `schema Old { id: string }
flow Three {
  read a: { id: string } from jsonl("a.jsonl")
  write b(a) to jsonl("b.jsonl")
}
`;

const codes = (found: ClientDiagnostic[]) => found.map(({ code }) => code);
const has = (code: string) => (found: ClientDiagnostic[]) => codes(found).includes(code);
const isEmpty = (found: ClientDiagnostic[]) => found.length === 0;

describe('over stdio', () => {
  const clients: FlowClient[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) {
      expect(client.errors).toBe('');
      expect(await client.stop()).toBe(0);
    }
  });

  async function start(folder: string): Promise<FlowClient> {
    const client = await FlowClient.start(folder);
    clients.push(client);
    return client;
  }

  test('[N23] a mistake comes and goes in another file, open or not, with the edit that makes or heals it', async () => {
    const client = await start(folderWith(files));
    await client.open('one.flow');
    await client.open('two.flow');
    expect(await client.diagnostics('one.flow', isEmpty)).toEqual([]);
    await client.change('two.flow', writer('Two'));
    expect(codes(await client.diagnostics('two.flow', has('FLOW520')))).toEqual(['FLOW520']);
    expect(codes(await client.diagnostics('one.flow', has('FLOW520')))).toEqual(['FLOW520']);
    await client.close('one.flow');
    await client.change('two.flow', writer('Two', 'B'));
    expect(await client.diagnostics('one.flow', isEmpty)).toEqual([]);
  });

  test('a file that is gone has no say any more, and one that comes has', async () => {
    const folder = folderWith({ ...files, 'two.flow': writer('Two') });
    const client = await start(folder);
    await client.open('one.flow');
    await client.diagnostics('one.flow', has('FLOW520'));
    rmSync(join(folder, 'two.flow'));
    await client.changedFile('two.flow', 3);
    await client.diagnostics('one.flow', isEmpty);
    writeFileSync(join(folder, 'three.flow'), writer('Three'));
    await client.changedFile('three.flow', 1);
    await client.diagnostics('one.flow', has('FLOW520'));
  });

  test('[L11] what nobody uses is a hint once the project is read, and none as soon as somebody uses it', async () => {
    const client = await start(folderWith({ ...files, 'three.flow': unused }));
    await client.open('three.flow');
    const [hint] = await client.diagnostics('three.flow', has('FLOW116'));
    expect(hint).toMatchObject({ severity: 4, range: { start: { line: 0, character: 7 } }, tags: [1] });
    await client.open('two.flow', `import { Old } from "./three.flow"\n${writer('Two', 'B')}`);
    expect(await client.diagnostics('three.flow', isEmpty)).toEqual([]);
    await client.change('two.flow', writer('Two', 'B'));
    await client.diagnostics('three.flow', has('FLOW116'));
  });

  test('[P13] a millrace.json below starts another project, and ends with it', async () => {
    const folder = folderWith({ ...files, 'deep/two.flow': writer('Two', 'A', '../shared.flow'), 'deep/a.jsonl': '' });
    const client = await start(folder);
    await client.open('one.flow');
    await client.diagnostics('one.flow', has('FLOW520'));
    writeFileSync(join(folder, 'deep/millrace.json'), config);
    await client.changedFile('deep/millrace.json', 1);
    await client.diagnostics('one.flow', isEmpty);
    rmSync(join(folder, 'deep/millrace.json'));
    await client.changedFile('deep/millrace.json', 3);
    await client.diagnostics('one.flow', has('FLOW520'));
  });

  test('[P13] nobody looks into node_modules, dist and out', async () => {
    const folder = folderWith(files);
    for (const name of ['node_modules', 'dist', 'out', '.git']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'more.flow'), writer('More', 'A', '../shared.flow'));
    }
    const client = await start(folder);
    await client.diagnostics('two.flow');
    await client.open('one.flow');
    expect(await client.diagnostics('one.flow')).toEqual([]);
    writeFileSync(join(folder, 'dist/later.flow'), writer('Later', 'A', '../shared.flow'));
    await client.changedFile('dist/later.flow', 1);
    writeFileSync(join(folder, 'later.flow'), unused);
    await client.changedFile('later.flow', 1);
    await client.diagnostics('later.flow', has('FLOW116'));
    await client.change('one.flow', `${writer('One')} `);
    expect(await client.diagnostics('one.flow')).toEqual([]);
  });

  test('of a file outside of the workspace what it imports is known, and that nobody uses something is not', async () => {
    const folder = folderWith({
      'workspace/empty.flow': '',
      'shared.flow': `${shared}flow Other { read a: S from jsonl("a.jsonl")  write b(a) to A }\n`,
      'main.flow': `schema Old { id: string }\n${writer('One')}`.replace(/^(schema.*\n)(import.*\n)/, '$2$1'),
      'a.jsonl': '',
    });
    const client = await start(join(folder, 'workspace'));
    await client.open('../main.flow');
    expect(codes(await client.diagnostics('../main.flow'))).toEqual(['FLOW520']);
  });
});

describe('without a connection', () => {
  test('a key checks its own file and those for which it changes something, and no other', async () => {
    const folder = folderWith({ ...files, 'three.flow': unused, 'four.flow': writer('Four', 'B') });
    const { shared: services } = createFlowLspServices({ ...NodeFileSystem, ports: nodePorts() });
    const { DocumentBuilder, LangiumDocuments } = services.workspace;
    const uri = (name: string) => URI.parse(pathToFileURL(join(folder, name)).href);
    const checked: string[] = [];
    DocumentBuilder.onDocumentPhase(DocumentState.Validated, (document) => {
      checked.push(document.uri.path.split('/').at(-1) as string);
    });
    const change = async (name: string, text: string) => {
      checked.length = 0;
      writeFileSync(join(folder, name), text);
      await DocumentBuilder.update([uri(name)], []);
      return checked;
    };
    const names = ['shared.flow', 'one.flow', 'two.flow', 'three.flow', 'four.flow'];
    await DocumentBuilder.update(names.map(uri), []);
    const found = (name: string) => LangiumDocuments.getDocument(uri(name))?.diagnostics?.map(({ code }) => code);
    expect(names.map(found)).toEqual([[], [], ['FLOW520'], [], ['FLOW520']]);
    expect(await change('three.flow', unused.replace('Old', 'Older'))).toEqual(['three.flow']);
    expect(await change('two.flow', writer('Two'))).toEqual(['two.flow', 'four.flow', 'one.flow']);
    expect(names.map(found)).toEqual([[], ['FLOW520'], ['FLOW520'], [], []]);
    expect(await change('two.flow', `\n${writer('Two')}`)).toEqual(['two.flow', 'one.flow']);
  });
});
