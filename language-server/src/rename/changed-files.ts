import type { ProjectTexts } from '@millrace/grammar';
import {
  EmptyFileSystemProvider,
  type FileSystemNode,
  type FileSystemProvider,
  type LangiumDocument,
  type URI,
} from 'langium';

/** A project with some of its texts changed. */
export interface ChangedProject {
  project: ProjectTexts;
  /** The changed texts, by address. */
  texts: ReadonlyMap<string, string>;
}

/** Changed texts, then those that are loaded, then the disk. */
export class ChangedFiles extends EmptyFileSystemProvider {
  private readonly files: FileSystemProvider;
  private loaded: ReadonlyMap<string, LangiumDocument> = new Map();
  private texts: ReadonlyMap<string, string> = new Map();

  constructor(files: FileSystemProvider) {
    super();
    this.files = files;
  }

  show({ project, texts }: ChangedProject): void {
    this.loaded = new Map(project.documents.map((document) => [document.uri.toString(), document]));
    this.texts = texts;
  }

  /** Keeps nothing of a project. */
  forget(): void {
    this.loaded = new Map();
    this.texts = new Map();
  }

  private textOf(uri: URI): string | undefined {
    const document = this.loaded.get(uri.toString());
    return document && (this.texts.get(document.textDocument.uri) ?? document.textDocument.getText());
  }

  override async exists(uri?: URI): Promise<boolean> {
    return uri !== undefined && (this.textOf(uri) !== undefined || this.files.exists(uri));
  }

  override async stat(uri: URI): Promise<FileSystemNode> {
    return this.textOf(uri) === undefined ? this.files.stat(uri) : { isFile: true, isDirectory: false, uri };
  }

  override async readFile(uri?: URI): Promise<string> {
    return (uri && this.textOf(uri)) ?? this.files.readFile(uri as URI);
  }
}
