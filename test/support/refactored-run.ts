/**
 * What a flow writes before and after a change of its text, by the real runtime: the bytes of every file under `out/`, and how the
 * run ended. The text may be changed as often as wanted; the data stays.
 */
import { rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkDocument, loadDocument, planFlow, QueryDescriber, settleQueries } from '@millrace/grammar';
import { createFlowLspServices, type FlowLspServices } from '@millrace/language-server';
import { type LangiumDocument, URI } from 'langium';
import { queryHost } from 'millrace';
import { type Files, MemoryFileSystem, memoryPorts } from './memory-files.ts';
import { addFiles } from './project-folder.ts';
import { runIn } from './run-plans.ts';

const mainPath = '/project/main.flow';

export class RefactoredRun {
  readonly services: FlowLspServices;
  readonly document: LangiumDocument;
  private readonly files: Files;
  private readonly queries: QueryDescriber;
  private readonly folder: string;
  private readonly known = new Map<string, string>();

  /** `folder` is empty and belongs to this; `data` are its files, `main.flow` among them. */
  static async of(folder: string, data: Readonly<Record<string, string | Uint8Array>>): Promise<RefactoredRun> {
    addFiles(folder, data);
    const files: Files = new Map(Object.entries(data).map(([path, content]) => [`/project/${path}`, content]));
    const ports = { ...memoryPorts(files), projectFolder: () => 'file:///project' };
    const queries = new QueryDescriber(queryHost());
    const services = createFlowLspServices({ fileSystemProvider: () => new MemoryFileSystem(files), ports, queries });
    const document = await loadDocument(services, URI.file(mainPath));
    await settleQueries(document, queries);
    services.shared.workspace.DocumentBuilder.updateBuildOptions = { validation: false };
    return new RefactoredRun(folder, files, { services, queries }, document);
  }

  private constructor(
    folder: string,
    files: Files,
    { services, queries }: { services: FlowLspServices; queries: QueryDescriber },
    document: LangiumDocument,
  ) {
    this.folder = folder;
    this.files = files;
    this.services = services;
    this.queries = queries;
    this.document = document;
  }

  get text(): string {
    return this.files.get(mainPath) as string;
  }

  /** What `Main` of this text does, as one text; the document is what it was afterwards. Texts that were run already are remembered. */
  async outcome(text: string): Promise<string> {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const old = this.text;
    await this.write(text);
    const outcome = await this.run();
    await this.write(old);
    this.known.set(text, outcome);
    return outcome;
  }

  private async write(text: string): Promise<void> {
    this.files.set(mainPath, text);
    await this.services.shared.workspace.DocumentBuilder.update([URI.file(mainPath)], []);
  }

  private async run(): Promise<string> {
    const { shared } = this.services;
    const document = shared.workspace.LangiumDocuments.getDocument(URI.file(mainPath)) as LangiumDocument;
    await settleQueries(document, this.queries);
    const { plan, problems } = planFlow({ document, projectFolder: URI.file('/project'), flow: 'Main' });
    if (plan === undefined)
      return `no plan: ${[...problems, ...checkDocument(document).map(({ message }) => message)].join('; ')}`;
    rmSync(join(this.folder, 'out'), { recursive: true, force: true });
    const { finished } = await runIn(this.folder, plan);
    const outputs = await this.outputs();
    return [finished.status, finished.error?.message, ...outputs].filter((one) => one !== undefined).join('\n');
  }

  private async outputs(): Promise<string[]> {
    const folder = join(this.folder, 'out');
    const names = await readdir(folder).catch(() => []);
    return Promise.all(names.sort().map(async (name) => `${name}:\n${await readFile(join(folder, name), 'latin1')}`));
  }
}
