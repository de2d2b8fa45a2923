/**
 * Rename: a symbol gets its new name wherever it is named, across nodes, flows and files; a declaration wherever it is referred
 * to. The changed project is analysed before the answer: what would bring a mistake, or change what a node gives, is refused.
 */
import {
  analyzeFlow,
  carried,
  columnKey,
  mentionsOfSymbol,
  type NamedSymbol,
  type ProjectTexts,
  type SameColumns,
  settleQueries,
  type Tensor,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { interruptAndCheck, type LangiumDocument, URI } from 'langium';
import { DefaultRenameProvider } from 'langium/lsp';
import {
  CancellationToken,
  MessageType,
  type Range,
  type RenameParams,
  ShowMessageNotification,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { renameColumn, tasksSeeing } from '../rename/column-rename.ts';
import { Edits, workspaceEdit } from '../rename/edit.ts';
import { addMappings, mappingsForTensor } from '../rename/model-mappings.ts';
import { refuse } from '../rename/refuse.ts';
import { TrialServices } from '../rename/trial-services.ts';
import { refuseNewMistakes, type Trial } from '../rename/tried-project.ts';
import { WrittenNames } from '../rename/written-name.ts';
import type { FlowLanguageServices } from '../services.ts';
import { projectTexts, rangeOfMention, symbolAtOffset } from '../symbols/symbol-at.ts';

export class FlowRenameProvider extends DefaultRenameProvider {
  private readonly services: FlowLanguageServices;
  private readonly names: WrittenNames;
  private readonly trials: TrialServices;

  constructor(services: FlowLanguageServices) {
    super(services);
    this.services = services;
    this.names = new WrittenNames(services.parser.LangiumParser);
    this.trials = new TrialServices(services.host.Ports, () => services.shared.workspace.FileSystemProvider);
  }

  override prepareRename(document: LangiumDocument, params: TextDocumentPositionParams): Range | undefined {
    const found = symbolAtOffset(document, document.textDocument.offsetAt(params.position));
    return found === undefined ? this.renameNodeRange(document, params.position) : found.range;
  }

  override async rename(
    document: LangiumDocument,
    params: RenameParams,
    token = CancellationToken.None,
  ): Promise<WorkspaceEdit | undefined> {
    const name = this.names.plain(params.newName);
    const project = await this.settledProject(token);
    const found = symbolAtOffset(document, document.textDocument.offsetAt(params.position));
    const planned =
      found === undefined
        ? await this.renameDeclaration(document, { ...params, newName: this.names.as(name, 'SchemaName') })
        : this.renameSymbol(found.symbol, name, project);
    if (planned === undefined) return undefined;
    await interruptAndCheck(token);
    await this.tryOut(planned, project, token);
    if (planned.same !== undefined) this.warnOfCode(planned.same, name);
    const { Client } = this.services.host;
    return workspaceEdit(planned.edits, Client, this.services.shared.workspace.TextDocuments);
  }

  /** What queries give is part of what a column is: the answers that are under way are waited for. */
  private async settledProject(token: CancellationToken): Promise<ProjectTexts> {
    const { LangiumDocuments } = this.services.shared.workspace;
    const { Queries } = this.services.host;
    if (Queries === undefined) return projectTexts(LangiumDocuments);
    for (const document of projectTexts(LangiumDocuments).documents) {
      await interruptAndCheck(token);
      await settleQueries(document, Queries);
    }
    return projectTexts(LangiumDocuments);
  }

  private async renameDeclaration(document: LangiumDocument, params: RenameParams): Promise<Planned | undefined> {
    const edit = await super.rename(document, params);
    if (edit === undefined) return undefined;
    const edits = new Edits();
    for (const [uri, changes] of Object.entries(edit.changes ?? {})) {
      const changed = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
      if (changed === undefined) continue;
      for (const { range, newText } of changes) edits.replaceIn(changed, range, newText);
    }
    return { edits };
  }

  private renameSymbol(symbol: NamedSymbol, name: string, project: ProjectTexts): Planned {
    if (symbol.is === 'column') return renameColumn(symbol.column, name, project, this.names);
    refuseFixed(symbol);
    const edits = new Edits();
    if (symbol.is === 'tensor') mapTensor(symbol.tensor, name, project, this.names, edits);
    for (const mention of mentionsOfSymbol(symbol, project)) {
      const { node } = mention.place;
      const isItem = ast.isFieldItem(node) && node.value === undefined;
      const text = isItem
        ? `${this.names.as(node.name, 'KeyName')}: ${this.names.as(name, 'Name')}`
        : this.names.at(mention, name);
      edits.replace(node, rangeOfMention(mention), text);
    }
    return { edits };
  }

  private async tryOut({ edits, same }: Planned, project: ProjectTexts, token: CancellationToken): Promise<void> {
    const { Queries: queries } = this.services.host;
    const renamed = same && namesAfter(same);
    const trial = { project, texts: edits.texts(), queries, ...(renamed && { renamed }) };
    await this.trials.during(trial, (services) => refuseNewMistakes(trial, services, token));
  }

  /** Nobody can look into code: it is named, and a person changes it. */
  private warnOfCode(same: SameColumns, name: string): void {
    const tasks = tasksSeeing(same);
    if (tasks.length === 0) return;
    const of = tasks.map((task) => `"${task}"`).join(', ');
    const message = `The code of ${of} sees this column. Call it "${name}" there as well.`;
    const { Connection: connection } = this.services.shared.lsp;
    void connection?.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }
}

interface Planned {
  edits: Edits;
  same?: SameColumns;
}

/** What the columns of nodes are to be called, of those that are not renamed as before. */
function namesAfter({ columns }: SameColumns): Trial['renamed'] {
  return (flow, node, port, column) =>
    columns.get(columnKey(carried(analyzeFlow(flow), node, port, [column])))?.name ?? column;
}

function mapTensor(tensor: Tensor, name: string, project: ProjectTexts, names: WrittenNames, edits: Edits): void {
  for (const { node } of project.infersWith(tensor.model))
    addMappings(mappingsForTensor(tensor, name, node), names, edits);
}

function refuseFixed(symbol: NamedSymbol): void {
  if (symbol.is !== 'tensor') return;
  const { model, side } = symbol.tensor;
  const hasFile = model.properties?.properties.some(({ key }) => key === 'file');
  if (hasFile)
    refuse(`The ${side} of "${model.name}" have their names in its file. Only a model without one can change`);
}
