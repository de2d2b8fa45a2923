/**
 * Damages the projects of the corpus, one text at a time, and has everything asked of each. Notes what threw, what took too long,
 * and what damage to one statement did to the schemas of others.
 */
import { inspect } from 'node:util';
import { analyzeFlow, nodeWords, printType } from '@millrace/grammar';
import { type Flow, type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { AstUtils, type LangiumDocument } from 'langium';
import { type DamagedProject, flowCorpus, isFlowPath } from '../support/damaged-project.ts';
import type { Files } from '../support/memory-files.ts';
import {
  applied,
  type Material,
  type Mutation,
  mutationIn,
  namesIn,
  oneOf,
  type Random,
  randomFrom,
  type Span,
  wordsOf,
} from '../support/text-mutations.ts';

export interface AnyTextMeasurement {
  mutations: number;
  /** Schemas of undamaged statements that were compared. */
  schemas: number;
  /** Texts without an error: their damage reached the analysis and the plan. */
  plans: number;
  slowestMs: number;
  failures: number;
}

export interface AnyTextFailure {
  kind: 'threw' | 'slow' | 'schema';
  text: string;
  what: string;
}

export interface Trial {
  document: LangiumDocument;
  /** The file that is damaged is this one, or one that it imports. */
  main: LangiumDocument;
  random: Random;
}

export interface TrialOptions {
  mutations: number;
  seed: number;
  project: DamagedProject;
  ask(trial: Trial, result: AnyTextMeasurement): Promise<void>;
  onFailure(failure: AnyTextFailure): void;
}

/** A file, and what of it may be damaged, with the schemas that have to survive it. */
interface Subject {
  document: LangiumDocument;
  text: string;
  targets: { span: Span; safe: ReadonlyMap<string, string> }[];
  material: Material;
}

const msMax = 1000;
/** In one project before the next is opened. */
const trialsPerProject = 100;

export async function tryTexts(options: TrialOptions): Promise<AnyTextMeasurement> {
  const { mutations, seed, project } = options;
  const random = randomFrom(seed);
  const { projects, examples } = flowCorpus();
  const all = [...projects, ...examples].flatMap((files) => [...files].filter(([path]) => isFlowPath(path)));
  const words = wordsOf(all.map(([, text]) => String(text)));
  const statements = (await statementsOf(projects, project)).sort();
  const result: AnyTextMeasurement = { mutations: 0, schemas: 0, plans: 0, slowestMs: 0, failures: 0 };
  while (result.mutations < mutations) {
    const files = oneOf(random(4) === 0 ? projects : examples, random);
    const documents = await project.open(files);
    const subjects = documents.map((document) => subjectOf(document, { words, statements }));
    for (let i = 0; i < trialsPerProject && result.mutations < mutations; i++) {
      await tryOne(oneOf(subjects, random), files, documents[0] as LangiumDocument, { ...options, random }, result);
    }
  }
  return result;
}

async function statementsOf(projects: readonly Files[], project: DamagedProject): Promise<string[]> {
  const found = new Set<string>();
  for (const files of projects) {
    const roots = (await project.open(files)).map((document) => document.parseResult.value);
    for (const node of roots.flatMap((root) => AstUtils.streamAllContents(root).toArray()))
      if (/^(Import|Schema|Model|Dataset|Test|Schedule|Trigger|Group|\w+Node|Field\w+|Property)$/.test(node.$type))
        found.add(node.$cstNode?.text ?? '');
  }
  return [...found];
}

function subjectOf(document: LangiumDocument, shared: Omit<Material, 'names'>): Subject {
  const text = document.textDocument.getText();
  const material = { ...shared, names: [...namesIn(text), 'unheardOf'] };
  return { document, text, material, targets: targetsOf(document) };
}

async function tryOne(
  { document, text: original, targets, material }: Subject,
  files: Files,
  main: LangiumDocument,
  { project, ask, onFailure, random }: TrialOptions & { random: Random },
  result: AnyTextMeasurement,
): Promise<void> {
  const target = oneOf(targets, random);
  const mutation = mutationIn(original, target.span, material, random);
  let text = applied(original, mutation);
  const more = random(3) === 0 ? 1 + random(8) : 0;
  for (let i = 0; i < more; i++) text = applied(text, mutationIn(text, { from: 0, to: text.length }, material, random));
  const safe = more === 0 && isLocal(mutation, original) ? target.safe : new Map();
  const others = [...files.keys()].filter((path) => !isFlowPath(path));
  const gone = others.length > 0 && safe.size === 0 && random(20) === 0 ? oneOf(others, random) : undefined;
  result.mutations++;
  const fail = (kind: AnyTextFailure['kind'], what: string) => {
    result.failures++;
    onFailure({ kind, text, what });
  };
  const before = process.cpuUsage();
  try {
    await project.damage(document.uri.path, text, gone);
    await ask({ document, main, random }, result);
    const around = text.slice(Math.max(0, mutation.at.from - 40), mutation.at.from + mutation.text.length + 40);
    for (const what of lostSchemas(document, safe, result)) fail('schema', `${what}, around ${around}`);
  } catch (error) {
    fail('threw', `${document.uri.path} ${inspect(error)}`);
  }
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000;
  result.slowestMs = Math.max(result.slowestMs, ms);
  if (ms > msMax) fail('slow', `${ms} ms, original ${original.length} characters`);
}

/** Damage that opens or closes no text and no comment, and makes no other statement. */
function isLocal({ at, text }: Mutation, original: string): boolean {
  const changed = original.slice(at.from - 1, at.to + 1) + text;
  return !/["`\n\r\u2028]|\/\/|\/\*|\*\//.test(changed) && !nodeWords.some((word) => text.includes(word));
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

function lostSchemas(
  document: LangiumDocument,
  safe: ReadonlyMap<string, string>,
  result: AnyTextMeasurement,
): string[] {
  if (safe.size === 0) return [];
  const flows = (document.parseResult.value as FlowFile).declarations.filter(isFlow);
  const found = new Map(flows.flatMap((flow) => [...schemasOf(flow)]));
  result.schemas += safe.size;
  return [...safe]
    .filter(([name, schema]) => found.get(name) !== schema)
    .map(([name, schema]) => `${name}: ${schema} became ${found.get(name)}`);
}
