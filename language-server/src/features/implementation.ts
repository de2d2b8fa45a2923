/** Go to implementation: of a task its code at the function, of a model its file, of a use the flow, of a dataset what writes it. */
import { type Ports, type ProjectTexts, resolvePath } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils, type FileSystemProvider, type LangiumDocument } from 'langium';
import type { ImplementationProvider } from 'langium/lsp';
import type { ImplementationParams, LocationLink, Range } from 'vscode-languageserver';
import { type WordInTree, wordInTree } from '../cursor/leaf-at.ts';
import { referencedBy } from '../cursor/referenced-by.ts';
import { exportedPlace, type Language } from '../navigation/exported-place.ts';
import { linkToFile, linkToNode } from '../navigation/link-to.ts';
import type { FlowLanguageServices } from '../services.ts';
import { projectTexts, symbolAtOffset } from '../symbols/symbol-at.ts';

export class FlowImplementations implements ImplementationProvider {
  private readonly ports: Ports;
  private readonly files: FileSystemProvider;
  private readonly project: () => ProjectTexts;

  constructor(services: FlowLanguageServices) {
    const { workspace } = services.shared;
    this.ports = services.host.Ports;
    this.files = workspace.FileSystemProvider;
    this.project = () => projectTexts(workspace.LangiumDocuments);
  }

  async getImplementation(
    document: LangiumDocument,
    { position }: ImplementationParams,
  ): Promise<LocationLink[] | undefined> {
    const offset = document.textDocument.offsetAt(position);
    const word = wordInTree(document, offset);
    if (word === undefined) return undefined;
    const links = await this.linksOf(targetAt(document, offset, word), word.range);
    return links.length > 0 ? links : undefined;
  }

  private async linksOf(target: AstNode | undefined, from: Range): Promise<LocationLink[]> {
    if (ast.isTaskNode(target)) return this.codeOf(target, from);
    if (ast.isModel(target)) return this.fileOf(target, from);
    if (ast.isInferNode(target)) return target.model?.ref === undefined ? [] : this.fileOf(target.model.ref, from);
    const nodes = this.nodesOf(target).map((node) => linkToNode(from, node));
    return nodes.filter((link) => link !== undefined);
  }

  private nodesOf(target: AstNode | undefined): AstNode[] {
    if (ast.isUseNode(target)) return target.run?.flow?.ref === undefined ? [] : [target.run.flow.ref];
    if (ast.isFlow(target)) return [target];
    return ast.isDataset(target)
      ? this.project()
          .writesOf(target)
          .map(({ node }) => node.node)
      : [];
  }

  private async codeOf(task: ast.TaskNode, from: Range): Promise<LocationLink[]> {
    const run = task.properties?.properties.find(({ key }) => key === 'run')?.value;
    const path = ast.isCall(run)
      ? textOf(run.arguments.find(({ name }) => name === undefined || name === 'file'))
      : undefined;
    if (!ast.isCall(run) || !path) return [];
    const file = resolvePath(AstUtils.getDocument(task), path);
    if (this.ports.fileExists?.(file.toString()) === false) return [];
    const code = await this.files.readFile(file).catch(() => undefined);
    const language = run.function as Language;
    const named = textOf(run.arguments.find(({ name }) => name === 'export' || name === 'function'));
    const place = code && exportedPlace(code, named ?? (language === 'python' ? 'main' : 'default'), language);
    return [linkToFile(from, file, place || undefined)];
  }

  private fileOf(model: ast.Model, from: Range): LocationLink[] {
    const value = model.properties?.properties.find(({ key }) => key === 'file')?.value;
    if (!ast.isStringLiteral(value) || value.value === '') return [];
    const file = resolvePath(AstUtils.getDocument(model), value.value);
    return this.ports.fileExists?.(file.toString()) === false ? [] : [linkToFile(from, file)];
  }
}

/** What the word names; in the code of a task the task. */
function targetAt(document: LangiumDocument, offset: number, word: WordInTree): AstNode | undefined {
  const run = AstUtils.getContainerOfType(word.node, ast.isTaskNode);
  const property = AstUtils.getContainerOfType(word.node, ast.isProperty);
  if (run !== undefined && property?.key === 'run') return run;
  const symbol = symbolAtOffset(document, offset)?.symbol;
  if (symbol?.is === 'stream') return symbol.stream;
  const isName = word.property === 'name' && ast.isDeclaration(word.node);
  return referencedBy(word) ?? (isName ? word.node : undefined);
}

function textOf(argument: ast.Argument | undefined): string | undefined {
  return ast.isStringLiteral(argument?.value) ? argument.value.value : undefined;
}
