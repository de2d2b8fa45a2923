/** The language server's features without a connection, over real files in a folder of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadDocument, type Ports } from '@millrace/grammar';
import { createFlowLspServices, type FlowLspServices, nodePorts } from '@millrace/language-server';
import { type LangiumDocument, URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import { afterAll } from 'vitest';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder with these files; gone when the tests of the file are over. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface OpenText {
  services: FlowLspServices;
  document: LangiumDocument;
  folder: string;
}

/** `main.flow` with this text beside the other files, loaded with its imports. */
export async function openText(
  text: string,
  files: Record<string, string | Uint8Array> = {},
  ports: Ports = {},
): Promise<OpenText> {
  const folder = folderWith({ ...files, 'main.flow': text });
  const services = createFlowLspServices({ ...NodeFileSystem, ports: { ...nodePorts(), ...ports } });
  const document = await loadDocument(services, URI.parse(pathToFileURL(join(folder, 'main.flow')).toString()));
  return { services, document, folder };
}
