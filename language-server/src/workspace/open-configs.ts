/**
 * The texts of millrace.json that the client has open: their rules count as they are typed, before they are saved. What is no JSON for
 * the moment leaves those that counted before.
 */
import { configName, type Ports, type Rules, readConfig } from '@millrace/grammar';
import { URI, UriUtils } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { recheckBelow } from './recheck.ts';

interface KnownRules {
  rules: Rules | undefined;
}

export class OpenConfigs {
  private readonly services: LangiumSharedServices;
  private readonly disk: Ports;
  private readonly known = new Map<string, KnownRules>();

  constructor(services: LangiumSharedServices, disk: Ports) {
    this.services = services;
    this.disk = disk;
    const { TextDocuments } = services.workspace;
    TextDocuments.onDidChangeContent(({ document }) => this.take(document));
    TextDocuments.onDidClose(({ document }) => this.forget(document.uri));
  }

  /** The port: of the nearest millrace.json upwards of a file, as it is open or as it is on disk. */
  rules(uri: string): Rules | undefined {
    return (this.above(URI.parse(uri)) ?? { rules: this.disk.rules?.(uri) }).rules;
  }

  /** undefined where the nearest one is not open. */
  private above(file: URI): KnownRules | undefined {
    if (this.known.size === 0) return undefined;
    const nearest = this.disk.projectFolder?.(file.toString());
    for (let folder = UriUtils.dirname(file); ; folder = UriUtils.dirname(folder)) {
      const open = this.known.get(UriUtils.joinPath(folder, configName).toString());
      if (open !== undefined || folder.toString() === nearest) return open;
      if (UriUtils.equals(folder, UriUtils.dirname(folder))) return undefined;
    }
  }

  private take(document: TextDocument): void {
    const uri = URI.parse(document.uri);
    if (!isConfig(uri)) return;
    const key = uri.toString();
    const before = this.rules(key);
    const text = document.getText();
    this.known.set(key, { rules: isJson(text) ? readConfig(text).config.rules : before });
    this.tell(uri, before);
  }

  private forget(address: string): void {
    const uri = URI.parse(address);
    const known = this.known.get(uri.toString());
    if (!this.known.delete(uri.toString())) return;
    this.tell(uri, known?.rules);
  }

  private tell(uri: URI, before: Rules | undefined): void {
    const now = this.rules(uri.toString());
    if (JSON.stringify(before) !== JSON.stringify(now)) recheckBelow(this.services, UriUtils.dirname(uri));
  }
}

export function isConfig(uri: URI): boolean {
  return UriUtils.basename(uri) === configName;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
