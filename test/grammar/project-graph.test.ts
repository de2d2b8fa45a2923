/** What only the files of a project together show. */
import { checkDocument, diagramOf, planFlow, toLspDiagnostic } from '@millrace/grammar';
import { URI } from 'langium';
import { describe, expect, test } from 'vitest';
import { checkProject, loadFlowProject, marked } from '../support/flow-project.ts';

const shared = `//- /shared.flow
schema S { id: string }
dataset A: S
dataset B: S
dataset C: S
`;

const names = 'import { S, A, B, C } from "./shared.flow"';

describe('datasets', () => {
  test('[N23] two files that do not know of each other cannot both write one: both are told', () =>
    checkProject(`${shared}//- /one.flow
import { S, A } from "./shared.flow"
flow One { read a: S from jsonl("a.jsonl")  write x(a) to A  write y(a) to A }
                                                          ^ FLOW520 Another node already writes the dataset "A"
                                                                           ^ FLOW520 Another node already writes the dataset "A"
//- /two.flow
import { S, A } from "./shared.flow"
flow Two { read a: S from jsonl("a.jsonl")  write z(a) to A }
                                                          ^ FLOW520 Another node already writes the dataset "A"
//- /a.jsonl
`));

  test('each of two writers leads to the other', async () => {
    const project = await loadFlowProject(`${shared}//- /one.flow
import { S, A } from "./shared.flow"
flow One { read a: S from jsonl("a.jsonl")  write x(a) to A }
//- /two.flow
import { S, A } from "./shared.flow"
flow Two { read a: S from jsonl("a.jsonl")  write z(a) to A }
//- /a.jsonl
`);
    const others = ['/one.flow', '/two.flow'].map((path) => {
      const [mistake] = checkDocument(project.document(path)).map(toLspDiagnostic);
      return mistake?.relatedInformation?.map(({ location }) => location.uri);
    });
    expect(others).toEqual([['file:///project/two.flow'], ['file:///project/one.flow']]);
  });

  test('[N23] a circle over three files is named whole, once, and leads to the other writes', async () => {
    const text = `${shared}//- /x.flow
import { A, B } from "./shared.flow"
flow X { read a from A  write b(a) to B }
                                      ^ FLOW521 Datasets are made of each other in a circle: B → C → A → B
//- /y.flow
import { B, C } from "./shared.flow"
flow Y { read b from B  write c(b) to C }
//- /z.flow
import { A, C } from "./shared.flow"
flow Z { read c from C  write a(c) to A }
`;
    const project = await loadFlowProject(text);
    expect(marked(project)).toBe(text);
    const [mistake] = checkDocument(project.document('/x.flow')).map(toLspDiagnostic);
    expect(mistake?.relatedInformation?.map(({ message, location }) => [message, location.uri])).toEqual([
      ['"C" is made here', 'file:///project/y.flow'],
      ['"A" is made here', 'file:///project/z.flow'],
    ]);
  });

  test('[N23] what a used flow writes counts where it stands, and is made of what its user reads', () =>
    checkProject(`${shared}//- /save.flow
import { S, A } from "./shared.flow"
flow Save(rows: stream S) { write a(rows) to A }
//- /user.flow
import { A } from "./shared.flow"
import { Save } from "./save.flow"
flow User { read a from A  use save: Save(rows: a) }
                                     ^^^^ FLOW521 Datasets are made of each other in a circle: A → A
flow Other(rows: stream { id: string }) { use one: Save(rows: rows)  use two: Save(rows: rows) }
`));

  test('[N23] what a used flow reads is read by its user', () =>
    checkProject(`${shared}//- /load.flow
import { A } from "./shared.flow"
flow Load -> a { read a from A }
//- /user.flow
import { A } from "./shared.flow"
import { Load } from "./load.flow"
flow User { use load: Load  write a(load) to A }
                                             ^ FLOW521 Datasets are made of each other in a circle: A → A
`));

  test('one tangle of many circles is told once, and another one by itself', () =>
    checkProject(`${shared}//- /main.flow
${names}
flow AB { read a from A  write b(a) to B }
                                       ^ FLOW521 Datasets are made of each other in a circle: B → A → B
flow BA { read b from B  write a(b) to A }
flow AC { read b from B  write c(b) to C }
flow CB { read c from C  read d: S from jsonl("d.jsonl")  use ab: Tee(one: c, two: d) }
flow Tee(one: stream S, two: stream S) { union both(one, two)  write d(both) to D }
dataset D: S
dataset E: S
flow EE { read e from E  write more(e) to E }
                                          ^ FLOW521 Datasets are made of each other in a circle: E → E
//- /d.jsonl
`));

  test('flows that use each other are no circle of datasets', async () => {
    const project = await loadFlowProject(`${shared}//- /main.flow
${names}
flow F(rows: stream S) { read a from A  use g: G(rows: rows)  write b(rows) to B }
flow G(rows: stream S) { use f: F(rows: rows) }
`);
    expect(project.graph('/main.flow').circles).toEqual([]);
    expect(checkDocument(project.document('/main.flow')).map(({ code }) => code)).not.toContain('FLOW521');
  });

  test('hundreds of datasets in one circle are no trouble', async () => {
    const count = 400;
    const datasets = Array.from({ length: count }, (_, i) => `dataset D${i}: S`).join('\n');
    const flows = Array.from(
      { length: count },
      (_, i) => `flow F${i} { read a from D${i}  write b(a) to D${(i + 1) % count} }`,
    ).join('\n');
    const { graph } = await loadFlowProject(`//- /main.flow\nschema S { id: string }\n${datasets}\n${flows}\n`);
    expect(graph('/main.flow').circles.map((circle) => circle.datasets.length)).toEqual([count]);
  });
});

describe('a project', () => {
  test('[P13] is the folder with a millrace.json, and one further below is another', async () => {
    const text = (folder: string) =>
      `//- /${folder}/x.flow
import { S, A } from "/project/shared.flow"
flow X { read a: S from jsonl("a.jsonl")  write x(a) to A }
//- /${folder}/a.jsonl
`.replace('/project/', '../'.repeat(folder.split('/').length));
    const files = `${shared}//- /millrace.json
{}
//- /own/millrace.json
{}
${text('one')}${text('deep/down')}${text('own')}`;
    const project = await loadFlowProject(files);
    const found = ['/one/x.flow', '/deep/down/x.flow', '/own/x.flow'].map((path) =>
      checkDocument(project.document(path)).map(({ code }) => code),
    );
    expect(found).toEqual([['FLOW520'], ['FLOW520'], []]);
  });

  test('[P13] without one it is the folder of the file, with all that its files import', async () => {
    const text = (folder: string) => `//- /${folder}/x.flow
import { S, A } from "../shared.flow"
flow X { read a: S from jsonl("a.jsonl")  write x(a) to A }
//- /${folder}/a.jsonl
`;
    const project = await loadFlowProject(`${shared}${text('one')}${text('two')}`);
    expect(project.graph('/one/x.flow').files).toEqual(['file:///project/one/x.flow', 'file:///project/shared.flow']);
    expect(checkDocument(project.document('/one/x.flow'))).toEqual([]);
  });

  test('its graph is plain data', async () => {
    const project = await loadFlowProject(`${shared}//- /main.flow
import { A, B } from "./shared.flow"
flow F { read a from A  use g: G(rows: a) }
flow G(rows: stream { id: string }) { write b(rows) to B }
`);
    const graph = project.graph('/main.flow');
    const id = (name: string) => ({ uri: 'file:///project/shared.flow', name });
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
    expect(graph.datasets).toEqual([
      { ...id('A'), writers: [], readers: [place('F', 'a', 0, 0)] },
      { ...id('B'), writers: [place('G', 'b', 1, 0)], readers: [] },
    ]);
    const uri = 'file:///project/main.flow';
    expect(graph.flows).toEqual([
      { uri, kind: 'flow', name: 'F', at: 0, reads: [id('A')], writes: [], uses: [{ uri, name: 'G' }] },
      { uri, kind: 'flow', name: 'G', at: 1, reads: [], writes: [id('B')], uses: [] },
    ]);
    expect(graph.declarations.find(({ name }) => name === 'A')?.usedBy).toEqual([{ uri }, { uri, name: 'F' }]);
  });

  function place(flow: string, node: string, declaration: number, at: number) {
    return { uri: 'file:///project/main.flow', flow, node, at: { declaration, node: at } };
  }
});

describe('changes', () => {
  const one = `import { S, A } from "./shared.flow"
flow One { read a: S from jsonl("a.jsonl")  write x(a) to A }
`;
  const start = `${shared}//- /one.flow\n${one}//- /two.flow\n${one.replace('One', 'Two')}//- /a.jsonl\n`;
  const codes = (project: Awaited<ReturnType<typeof loadFlowProject>>, path: string) =>
    checkDocument(project.document(path)).map(({ code }) => code);

  test('a mistake comes and goes in a file that was not touched', async () => {
    const project = await loadFlowProject(start);
    expect(codes(project, '/one.flow')).toEqual(['FLOW520']);
    await project.change('/two.flow', one.replace('to A', 'to B').replace('S, A', 'S, B'));
    expect(codes(project, '/one.flow')).toEqual([]);
    await project.change('/two.flow', one);
    expect(codes(project, '/one.flow')).toEqual(['FLOW520']);
    await project.change('/two.flow', undefined);
    expect(codes(project, '/one.flow')).toEqual([]);
  });

  test('a diagram shows it at the node, and stays the same one while nothing changes', async () => {
    const project = await loadFlowProject(start);
    const drawn = () => diagramOf(project.document('/one.flow'));
    const errors = () => drawn()?.nodes.find(({ name }) => name === 'x')?.problems.errors;
    expect(errors()).toBe(1);
    expect(drawn()).toBe(drawn());
    await project.change('/two.flow', undefined);
    expect(errors()).toBe(0);
  });

  test('its other place moves with the text there', async () => {
    const project = await loadFlowProject(start);
    checkDocument(project.document('/one.flow'));
    await project.change('/two.flow', `\n\n${one}`);
    const [mistake] = checkDocument(project.document('/one.flow')).map(toLspDiagnostic);
    expect(mistake?.relatedInformation?.[0]?.location.range.start.line).toBe(3);
  });

  test('what was known stays the same list and the same graph while nothing of it changes', async () => {
    const project = await loadFlowProject(start);
    const [graph, found] = [project.graph('/one.flow'), checkDocument(project.document('/one.flow'))];
    await project.change('/two.flow', one.replace('One', 'Two').replace('to A }', 'to A /* more */ }'));
    expect(project.graph('/one.flow')).toBe(graph);
    const again = checkDocument(project.document('/one.flow'));
    expect(again.map(toLspDiagnostic)).toEqual(found.map(toLspDiagnostic));
    expect(checkDocument(project.document('/one.flow'))).toBe(again);
  });

  test('nothing in a damaged statement is said to be wrong with the project', async () => {
    const project = await loadFlowProject(start);
    await project.change('/one.flow', one.replace('to A }', 'to A { allow: [ }'));
    expect(codes(project, '/one.flow')).not.toContain('FLOW520');
  });

  test('no text of another file breaks it', async () => {
    const project = await loadFlowProject(start);
    for (const text of ['', '\r\n', 'flow', 'import', 'flow X { write', 'dataset', '\u0000', 'import { A } from']) {
      await project.change('/two.flow', text);
      expect(codes(project, '/one.flow')).toEqual([]);
    }
  });
});

describe('a plan', () => {
  const plan = async (text: string, path: string) => {
    const project = await loadFlowProject(text);
    const result = planFlow({ document: project.document(path), projectFolder: URI.parse('file:///project') });
    return { isPlanned: result.plan !== undefined, codes: result.diagnostics.map(({ code }) => code) };
  };

  test('[P8] is refused for a second writer in a file that is not imported', async () => {
    const text = `${shared}//- /one.flow
import { S, A } from "./shared.flow"
flow One { read a: S from jsonl("a.jsonl")  write x(a) to A }
//- /two.flow
import { S, A } from "./shared.flow"
flow Two { read a: S from jsonl("a.jsonl")  write x(a) to A }
//- /a.jsonl
`;
    expect(await plan(text, '/one.flow')).toEqual({ isPlanned: false, codes: ['FLOW520'] });
  });

  test('[P8] is refused for a circle that is told in a file that is not imported', async () => {
    const text = `${shared}//- /a.flow
import { A, B } from "./shared.flow"
flow X { read a from A  write b(a) to B }
//- /z.flow
import { A, B } from "./shared.flow"
flow Z { read b from B  write a(b) to A }
`;
    expect(await plan(text, '/z.flow')).toEqual({ isPlanned: false, codes: ['FLOW521'] });
  });
});
