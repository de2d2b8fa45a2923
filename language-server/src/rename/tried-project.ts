/**
 * The project as it would be after a rename, in services of its own: what is wrong in it and was not before, and whether each
 * node still gives the same columns, is known before the editor changes a letter.
 */
import {
  createFlowServices,
  type FlowServices,
  importedDocuments,
  type Ports,
  type ProjectTexts,
  type QueryDescriber,
  settleQueries,
} from '@millrace/grammar';
import {
  EmptyFileSystemProvider,
  type FileSystemNode,
  type FileSystemProvider,
  interruptAndCheck,
  type LangiumDocument,
  type URI,
} from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { type Renamed, refuseMistake, refuseOtherColumns } from './compare-documents.ts';

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

export async function refuseNewMistakes(trial: Trial, token: CancellationToken): Promise<void> {
  const { project, texts, queries } = trial;
  const touched = project.documents.filter((document) => isTouched(document, texts));
  const services = await load(touched, trial, token);
  const { LangiumDocuments } = services.shared.workspace;
  for (const before of touched) {
    await interruptAndCheck(token);
    const after = LangiumDocuments.getDocument(before.uri);
    if (after === undefined) continue;
    if (queries !== undefined) await settleQueries(after, queries);
    await refuseMistake(before, after, token);
    await refuseOtherColumns(before, after, token, trial.renamed);
  }
}

/** Those that see a change, with everything that they import. */
async function load(
  touched: readonly LangiumDocument[],
  trial: Trial,
  token: CancellationToken,
): Promise<FlowServices> {
  const services = createFlowServices({ fileSystemProvider: () => new ChangedFiles(trial), ports: trial.ports });
  const { LangiumDocuments, DocumentBuilder } = services.shared.workspace;
  const near = new Set(touched.flatMap((document) => [document, ...importedDocuments(document)]));
  const documents = [...near].map(({ uri }) => LangiumDocuments.getOrCreateDocument(uri));
  await DocumentBuilder.build(await Promise.all(documents), { validation: false }, token);
  return services;
}

function isTouched(document: LangiumDocument, texts: ReadonlyMap<string, string>): boolean {
  return [document, ...importedDocuments(document)].some(({ textDocument }) => texts.has(textDocument.uri));
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
