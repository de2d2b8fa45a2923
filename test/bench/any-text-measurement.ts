/**
 * Damages the flows of the repository and asks everything of them: diagnostics, schemas, plan, diagram and format. Notes what
 * threw, what took too long, and what damage to one statement did to the schemas of others.
 */
import {
  analyzeFlow,
  checkDocument,
  createFlowServices,
  diagramOf,
  formatFlow,
  planFlow,
  printType,
  toLspDiagnostic,
} from '@millrace/grammar';
import { type Flow, type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { type LangiumDocument, URI } from 'langium';
import { type Files, MemoryFileSystem, memoryPorts } from '../support/memory-files.ts';
import {
  applied,
  corpusOfFlows,
  type Mutation,
  mutationIn,
  randomFrom,
  type Span,
  wordsOf,
} from '../support/text-mutations.ts';

export interface AnyTextMeasurement {
  mutations: number;
  /** Schemas of undamaged statements that were compared. */
  schemas: number;
  slowestMs: number;
  failures: { kind: 'threw' | 'slow' | 'schema'; text: string; what: string }[];
}

interface Subject {
  document: LangiumDocument;
  files: Files;
  services: ReturnType<typeof createFlowServices>;
  text: string;
  /** What may be damaged, with the schemas that have to survive it. */
  targets: { span: Span; safe: Map<string, string> }[];
}

const projectFolder = URI.parse('file:///project');
const msMax = 1000;

export async function measureAnyText(mutations: number, seed: number): Promise<AnyTextMeasurement> {
  const corpus = corpusOfFlows();
  const words = wordsOf(corpus);
  const subjects = await Promise.all(corpus.map(subjectOf));
  const random = randomFrom(seed);
  const result: AnyTextMeasurement = { mutations, schemas: 0, slowestMs: 0, failures: [] };
  for (let i = 0; i < mutations; i++) {
    const subject = subjects[random(subjects.length)] as Subject;
    const target = subject.targets[random(subject.targets.length)] as Subject['targets'][number];
    let mutation = mutationIn(subject.text, target.span, words, random);
    let text = applied(subject.text, mutation);
    if (random(3) === 0) {
      mutation = { at: { from: 0, to: 0 }, text: '/*' };
      for (let more = random(8); more >= 0; more--)
        text = applied(text, mutationIn(text, { from: 0, to: text.length }, words, random));
    }
    await tryText(subject, text, isLocal(mutation, subject.text) ? target.safe : new Map(), result);
  }
  return result;
}

async function subjectOf(text: string): Promise<Subject> {
  const files: Files = new Map([['/project/main.flow', text]]);
  const fileSystemProvider = () => new MemoryFileSystem(files);
  const services = createFlowServices({ fileSystemProvider, ports: memoryPorts(files) });
  const document = await services.shared.workspace.LangiumDocuments.getOrCreateDocument(URI.file('/project/main.flow'));
  await services.shared.workspace.DocumentBuilder.build([document], { validation: false });
  services.shared.workspace.DocumentBuilder.updateBuildOptions = { validation: false };
  return { document, files, services, text, targets: targetsOf(document) };
}

/** Damage that opens or closes nothing which reaches beyond its statement. */
function isLocal({ at, text }: Mutation, original: string): boolean {
  return !/[[\](){}"`/*\n\r\u2028]/.test(original.slice(at.from, at.to) + text);
}

function targetsOf(document: LangiumDocument): Subject['targets'] {
  const { declarations } = document.parseResult.value as FlowFile;
  const whole = { span: { from: 0, to: document.textDocument.getText().length }, safe: new Map() };
  if (document.parseResult.parserErrors.length > 0) return [whole];
  return [whole, ...declarations.filter(isFlow).flatMap(targetsIn)];
}

function targetsIn(flow: Flow): Subject['targets'] {
  const schemas = schemasOf(flow);
  const { nodes } = analyzeFlow(flow);
  return [...nodes.values()].flatMap(({ node, name }) => {
    const cst = node.$cstNode;
    if (cst === undefined) return [];
    const reached = reachedFrom(name, nodes);
    const safe = new Map([...schemas].filter(([other]) => !reached.has(other.split('/')[1] as string)));
    // Its word and its name stay, so that it is this statement which is damaged.
    const rest = cst.text.indexOf(name) + name.length;
    return [{ span: { from: cst.offset + rest, to: cst.end }, safe }];
  });
}

function reachedFrom(name: string, nodes: ReturnType<typeof analyzeFlow>['nodes']): Set<string> {
  const reached = new Set([name]);
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const node of nodes.values())
      if (node.inputs.some(({ from }) => from !== undefined && reached.has(from))) reached.add(node.name);
  }
  return reached;
}

function schemasOf(flow: Flow): Map<string, string> {
  const known = [...analyzeFlow(flow).nodes.values()].filter(({ output }) => output !== undefined);
  return new Map(known.map(({ name, output }) => [`${flow.name}/${name}`, output ? printType(output) : '?']));
}

async function tryText(
  { document, files, services, text: original }: Subject,
  text: string,
  safe: ReadonlyMap<string, string>,
  result: AnyTextMeasurement,
): Promise<void> {
  const before = process.cpuUsage();
  try {
    files.set(document.uri.path, text);
    await services.shared.workspace.DocumentBuilder.update([document.uri], []);
    checkDocument(document).map(toLspDiagnostic);
    JSON.stringify(diagramOf(document));
    JSON.stringify(planFlow({ document, projectFolder }).plan);
    formatFlow(text);
    compareSchemas(document, safe, text, result);
  } catch (error) {
    result.failures.push({ kind: 'threw', text, what: error instanceof Error ? `${error.stack}` : String(error) });
  }
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000;
  result.slowestMs = Math.max(result.slowestMs, ms);
  if (ms > msMax)
    result.failures.push({ kind: 'slow', text, what: `${ms} ms, original ${original.length} characters` });
}

function compareSchemas(
  document: LangiumDocument,
  safe: ReadonlyMap<string, string>,
  text: string,
  result: AnyTextMeasurement,
): void {
  if (safe.size === 0) return;
  const flows = (document.parseResult.value as FlowFile).declarations.filter(isFlow);
  const found = new Map(flows.flatMap((flow) => [...schemasOf(flow)]));
  for (const [name, schema] of safe) {
    result.schemas++;
    if (found.get(name) !== schema)
      result.failures.push({ kind: 'schema', text, what: `${name}: ${schema} became ${found.get(name)}` });
  }
}
