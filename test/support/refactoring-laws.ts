/**
 * What must hold of every refactoring wherever it is offered in the sound flows of this repository: the text that it makes is in
 * its layout, has no mistake that was not there, and every node that is still there gives the records that it gave.
 */
import { analyzeFlow, checkDocument, formatFlow, type Type } from '@millrace/grammar';
import { type FlowFile, isExpression, isFlow, isGroup, type Statement } from '@millrace/grammar/syntax';
import { createFlowLspServices, type FlowLspServices } from '@millrace/language-server';
import { AstUtils, type LangiumDocument, URI } from 'langium';
import type { CodeAction, Range } from 'vscode-languageserver';
import { afterEdit, codeActions } from './code-actions.ts';
import { type Files, MemoryFileSystem, memoryPorts } from './memory-files.ts';
import { slipProjects } from './slip-projects.ts';

export interface LawSite {
  document: LangiumDocument;
  range: Range;
}

export class RefactoringLaws {
  readonly documents: LangiumDocument[];
  private readonly files: Files;
  private readonly services: FlowLspServices;
  private readonly before = new Map<string, { mistakes: string[]; records: Map<string, string> }>();

  private constructor(files: Files, services: FlowLspServices, documents: LangiumDocument[]) {
    this.files = files;
    this.services = services;
    this.documents = documents;
  }

  static async over(more: Files = new Map()): Promise<RefactoringLaws> {
    const projects = await slipProjects();
    const files: Files = new Map([...(projects[0]?.files ?? []), ...more]);
    const services = createFlowLspServices({
      fileSystemProvider: () => new MemoryFileSystem(files),
      ports: memoryPorts(files),
    });
    const { LangiumDocuments, DocumentBuilder } = services.shared.workspace;
    const paths = projects.flatMap(({ documents }) => documents.map(({ uri }) => uri.path));
    const all = [...paths, ...[...more.keys()].filter((path) => path.endsWith('.flow'))];
    const documents = await Promise.all(all.map((path) => LangiumDocuments.getOrCreateDocument(URI.file(path))));
    await DocumentBuilder.build(documents, { validation: false });
    DocumentBuilder.updateBuildOptions = { validation: false };
    const laws = new RefactoringLaws(files, services, documents);
    for (const document of documents) laws.before.set(document.uri.path, laws.state(document));
    return laws;
  }

  actionsAt({ document, range }: LawSite, kind: string): Promise<CodeAction[]> {
    return codeActions(this.services, document, range, [kind]);
  }

  /** What the action breaks; empty where all is well. */
  async faults({ title, edit }: CodeAction, { document }: LawSite): Promise<string[]> {
    const { path } = document.uri;
    const old = this.files.get(path) as string;
    const text = afterEdit(edit, () => old).get(document.textDocument.uri);
    // It writes to other files alone.
    if (text === undefined) return [];
    const before = this.before.get(path);
    const after = await this.with(path, text);
    const faults = [
      ...after.mistakes.filter((one) => !before?.mistakes.includes(one)),
      ...[...after.records].flatMap(([name, record]) => this.change(name, record, before?.records)),
      ...(formatFlow(text) === formatFlow(old) ? ['nothing changes'] : []),
      ...(formatFlow(old) === old && formatFlow(text) !== text ? ['not in its layout'] : []),
    ];
    await this.with(path, old);
    return faults.map((fault) => `${title} in ${path}: ${fault}\n${text}`);
  }

  private change(name: string, record: string, before: Map<string, string> | undefined): string[] {
    const was = before?.get(name);
    return was === undefined || was === record ? [] : [`${name} gave ${was} and gives ${record}`];
  }

  private async with(path: string, text: string) {
    this.files.set(path, text);
    const uri = URI.file(path);
    await this.services.shared.workspace.DocumentBuilder.update([uri], []);
    return this.state(this.services.shared.workspace.LangiumDocuments.getDocument(uri) as LangiumDocument);
  }

  private state(document: LangiumDocument) {
    const mistakes = checkDocument(document).map(({ code, message }) => `${code} ${message}`);
    const flows = (document.parseResult.value as FlowFile).declarations.filter(isFlow).map(analyzeFlow);
    const records = flows.flatMap(({ flow, nodes }) =>
      [...nodes.values()].map(({ name, output }): [string, string] => [`${flow.name}.${name}`, shape(output)]),
    );
    return { mistakes, records: new Map(records) };
  }
}

function shape(type: Type | undefined): string {
  return JSON.stringify(type, (key, value) => {
    if (key === 'doc' || key === 'unclear') return undefined;
    return value?.kind === 'record' ? { ...value, name: undefined } : value;
  });
}

/** Every run of neighbouring statements, in flows and groups. */
export function statementRuns(document: LangiumDocument): LawSite[] {
  const { declarations } = document.parseResult.value as FlowFile;
  return declarations.filter(isFlow).flatMap(({ statements }) => runsOf(statements, document));
}

function runsOf(statements: readonly Statement[], document: LangiumDocument): LawSite[] {
  const own = statements.flatMap((first, index) =>
    statements.slice(index).flatMap((last): LawSite[] => {
      const [start, end] = [first.$cstNode?.range.start, last.$cstNode?.range.end];
      return start && end ? [{ document, range: { start, end } }] : [];
    }),
  );
  return [...own, ...statements.filter(isGroup).flatMap((group) => runsOf(group.statements, document))];
}

/** A cursor at every word. */
export function cursors(document: LangiumDocument): LawSite[] {
  const text = document.textDocument;
  return [...text.getText().matchAll(/[\w`*.]+/g)].map(({ index }) => {
    const at = text.positionAt(index);
    return { document, range: { start: at, end: at } };
  });
}

/** Every expression of a node. */
export function expressions(document: LangiumDocument): LawSite[] {
  return AstUtils.streamAst(document.parseResult.value)
    .filter(isExpression)
    .map((one) => one.$cstNode?.range)
    .filter((range) => range !== undefined)
    .map((range) => ({ document, range }))
    .toArray();
}

/** So many of them, spread over all. */
export function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, index) => all[Math.floor(index * step)] as T);
}
