/** The sound flows of this repository with what stands beside them: projects in which one slip is the only one. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkDocument, createFlowServices, type FlowServices, loadDocument } from '@millrace/grammar';
import { type LangiumDocument, URI } from 'langium';
import { diagnosticPages, inItsFolder } from './diagnostic-page.ts';
import { filesOf } from './flow-fixture.ts';
import { type Files, MemoryFileSystem, memoryPorts } from './memory-files.ts';

export interface SlipProject {
  name: string;
  services: FlowServices;
  files: Files;
  /** All flow files of it. */
  documents: LangiumDocument[];
}

/** Those without a mistake. They share services, so that the parser is made once. */
export async function slipProjects(): Promise<SlipProject[]> {
  const folders = [...fromFolders(), ...fromPages(), fromLanguage()];
  const files: Files = new Map(folders.flatMap(([, some]) => [...some]));
  const services = createFlowServices({
    fileSystemProvider: () => new MemoryFileSystem(files),
    ports: memoryPorts(files),
  });
  const projects: SlipProject[] = [];
  for (const [name, own] of folders) {
    const documents: LangiumDocument[] = [];
    for (const file of own.keys())
      if (file.endsWith('.flow')) documents.push(await loadDocument(services, URI.file(file)));
    const isSound = documents.every((one) => checkDocument(one).every(({ severity }) => severity === 'hint'));
    if (isSound) projects.push({ name, services, files, documents });
  }
  services.shared.workspace.DocumentBuilder.updateBuildOptions = { validation: false };
  return projects;
}

function fromFolders(): [string, Files][] {
  return ['examples/card-fraud', 'test/golden/card-payments', 'test/golden/whole-language'].map((folder) => {
    const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = found.map((entry) => path.join(entry.parentPath, entry.name));
    const read = (file: string) => (/\.(flow|onnx)$/.test(file) ? contentOf(file) : '');
    return [folder, new Map(paths.map((file) => [`/${file.replaceAll('\\', '/')}`, read(file)]))];
  });
}

/** A model of a golden folder is its signature as text. */
function contentOf(file: string): string | Uint8Array {
  const bytes = readFileSync(file);
  return bytes.includes(0) ? bytes : bytes.toString('utf8');
}

function fromPages(): [string, Files][] {
  return diagnosticPages().flatMap(({ code, examples }) =>
    examples === undefined ? [] : [[code, filesOf(inItsFolder(examples.right), `/pages/${code}`)] as [string, Files]],
  );
}

const besideTheLanguage = `
//- /merchants.flow
schema Merchant { id: string, category: string }
//- /models/card-risk.onnx
features float32[N, 3] -> score float32[N]
//- /data/payments.csv
`;

function fromLanguage(): [string, Files] {
  const shown = /^```flow\n([\s\S]*?)^```/m.exec(readFileSync('docs/language.md', 'utf8'))?.[1] ?? '';
  return ['docs/language.md', filesOf(shown + besideTheLanguage, '/language')];
}
