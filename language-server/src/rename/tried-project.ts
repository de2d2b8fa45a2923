/**
 * The project as it would be after a rename, in services of its own: what is wrong in it and was not before, and whether each
 * node still gives the same columns, is known before the editor changes a letter.
 */
import {
  analyzeFlow,
  checkDocument,
  createFlowServices,
  type FlowAnalysis,
  type FlowDiagnostic,
  type FlowServices,
  importedDocuments,
  type NodeAnalysis,
  type Ports,
  type ProjectTexts,
  type QueryDescriber,
  type RecordType,
  rangeOf,
  settleQueries,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import {
  type AstNode,
  EmptyFileSystemProvider,
  type FileSystemNode,
  type FileSystemProvider,
  interruptAndCheck,
  type LangiumDocument,
  type URI,
  UriUtils,
} from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { refuse } from './refuse.ts';
import { hasSameMeaning } from './same-meaning.ts';

export interface Trial {
  project: ProjectTexts;
  /** The changed texts, by address. */
  texts: ReadonlyMap<string, string>;
  files: FileSystemProvider;
  ports: Ports;
  queries: QueryDescriber | undefined;
  /** What a column of a node is to be called afterwards; undefined where that is not compared. */
  renamed?: Renamed;
}

type Renamed = (flow: ast.Flow, node: string, port: string, column: string) => string;

export async function refuseNewMistakes(trial: Trial, token: CancellationToken): Promise<void> {
  const { project, texts, queries } = trial;
  const touched = project.documents.filter((document) => isTouched(document, texts));
  const services = await load(touched, trial);
  const { LangiumDocuments } = services.shared.workspace;
  for (const before of touched) {
    await interruptAndCheck(token);
    const after = LangiumDocuments.getDocument(before.uri);
    if (after === undefined) continue;
    if (queries !== undefined) await settleQueries(after, queries);
    refuseMistake(before, after);
    refuseOtherColumns(before, after, trial);
  }
}

/** Those that see a change, with everything that they import. */
async function load(touched: readonly LangiumDocument[], trial: Trial): Promise<FlowServices> {
  const services = createFlowServices({ fileSystemProvider: () => new ChangedFiles(trial), ports: trial.ports });
  const { LangiumDocuments, DocumentBuilder } = services.shared.workspace;
  const near = new Set(touched.flatMap((document) => [document, ...importedDocuments(document)]));
  const documents = [...near].map(({ uri }) => LangiumDocuments.getOrCreateDocument(uri));
  await DocumentBuilder.build(await Promise.all(documents), { validation: false });
  return services;
}

function isTouched(document: LangiumDocument, texts: ReadonlyMap<string, string>): boolean {
  return [document, ...importedDocuments(document)].some(({ textDocument }) => texts.has(textDocument.uri));
}

function refuseMistake(before: LangiumDocument, after: LangiumDocument): void {
  const known = checkDocument(before).filter(isMistake);
  const found = checkDocument(after).filter(isMistake);
  const broken = new Set(known.map(statementOf));
  const [old, now] = [countsOf(known), countsOf(found)];
  const more = found.filter(({ code }) => (now.get(code) ?? 0) > (old.get(code) ?? 0));
  // What is wrong already may be wrong in other words now: a slip is no slip of the new name.
  const mistake = more.find((one) => !broken.has(statementOf(one)));
  if (mistake === undefined) return;
  const line = rangeOf(mistake.place).start.line + 1;
  refuse(`That would be a mistake in ${UriUtils.basename(after.uri)}, line ${line}: ${mistake.message}`);
}

function isMistake({ severity }: FlowDiagnostic): boolean {
  return severity !== 'hint';
}

function countsOf(diagnostics: readonly FlowDiagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** Which node, clause or declaration of its file it stands in, counted from the first. */
function statementOf({ place }: FlowDiagnostic): string {
  const steps: string[] = [];
  for (let node: AstNode | undefined = place.node; node !== undefined; node = node.$container) {
    if (ast.isStatement(node) || ast.isTestClause(node) || ast.isDeclaration(node) || ast.isImport(node))
      steps.push(`${node.$containerProperty}${node.$containerIndex}`);
  }
  return steps.join(' ');
}

function refuseOtherColumns(before: LangiumDocument, after: LangiumDocument, trial: Trial): void {
  const changed = flowsOf(after);
  for (const [index, flow] of flowsOf(before).entries()) {
    const next = changed[index];
    if (next !== undefined) compareNodes(analyzeFlow(flow), analyzeFlow(next), trial);
  }
}

/** In the order of the text: a node may be what is renamed. */
function compareNodes(before: FlowAnalysis, after: FlowAnalysis, { renamed }: Trial): void {
  const now = [...after.nodes.values()];
  for (const [index, node] of [...before.nodes.values()].entries()) {
    const next = now[index];
    if (next === undefined) continue;
    if (!hasSameMeaning(node, next)) refuse(`A name in "${node.name}" would mean something else`);
    if (renamed !== undefined) compareRecords(before.flow, node, next, renamed);
  }
}

function compareRecords(flow: ast.Flow, node: NodeAnalysis, next: NodeAnalysis, renamed: Renamed): void {
  for (const [port, old, current] of [
    ['out', node.output, next.output] as const,
    ...portRecords(node.ports, next.ports),
  ]) {
    if (old === undefined) continue;
    const expected = old.fields.map((field) => renamed(flow, node.name, port, field.name));
    const isSame = expected.join('\0') === current?.fields.map((field) => field.name).join('\0');
    if (!isSame) refuse(`"${node.name}" would give other columns than before`);
  }
}

type Ported = ReadonlyMap<string, RecordType | undefined> | undefined;

function portRecords(before: Ported, after: Ported) {
  return [...(before ?? [])].map(([port, record]) => [port, record, after?.get(port)] as const);
}

function flowsOf(document: LangiumDocument): ast.Flow[] {
  return (document.parseResult.value as ast.FlowFile).declarations.filter(ast.isFlow);
}

/** Changed texts, then those that are loaded, then the disk. */
class ChangedFiles extends EmptyFileSystemProvider {
  private readonly trial: Trial;
  private readonly loaded: ReadonlyMap<string, LangiumDocument>;

  constructor(trial: Trial) {
    super();
    this.trial = trial;
    this.loaded = new Map(trial.project.documents.map((document) => [document.uri.toString(), document]));
  }

  private textOf(uri: URI): string | undefined {
    const document = this.loaded.get(uri.toString());
    return document && (this.trial.texts.get(document.textDocument.uri) ?? document.textDocument.getText());
  }

  override async exists(uri?: URI): Promise<boolean> {
    return uri !== undefined && (this.textOf(uri) !== undefined || this.trial.files.exists(uri));
  }

  override async stat(uri: URI): Promise<FileSystemNode> {
    return this.textOf(uri) === undefined ? this.trial.files.stat(uri) : { isFile: true, isDirectory: false, uri };
  }

  override async readFile(uri?: URI): Promise<string> {
    return (uri && this.textOf(uri)) ?? this.trial.files.readFile(uri as URI);
  }
}
