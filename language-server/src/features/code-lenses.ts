/**
 * Code lenses: commands of the client above flows, nodes and tests, where the client has them and the settings want them, and how often a
 * declaration is used. Usages are counted when somebody sees the lens: that looks through all files.
 */
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, GrammarUtils, interruptAndCheck, type LangiumDocument, URI } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CancellationToken, CodeLens, CodeLensParams, Command, Location, Range } from 'vscode-languageserver';
import type { Counted } from '../code-lenses/lens.ts';
import { isCounted, isEntry, lensesOf, placesOf } from '../code-lenses/lenses-of.ts';
import { ShownUsages } from '../code-lenses/shown-usages.ts';
import { commands } from '../protocol.ts';
import type { FlowLanguageServices } from '../services.ts';

/** Of a lens whose usages are not counted yet. */
interface LensData {
  uri: string;
  name: string;
}

export class FlowCodeLenses implements CodeLensProvider {
  readonly shown = new ShownUsages();
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  async provideCodeLens(document: LangiumDocument, _: CodeLensParams, token?: CancellationToken): Promise<CodeLens[]> {
    this.shown.forget(document.textDocument.uri);
    const lenses: CodeLens[] = [];
    for (const place of placesOf(document.parseResult.value as ast.FlowFile)) {
      if (token !== undefined) await interruptAndCheck(token);
      const range = rangeOfName(place);
      if (range !== undefined) lenses.push(...this.lensesAt(place, range, document.uri));
    }
    return lenses;
  }

  /** With the number of usages; of a name that has gone meanwhile none. */
  resolve(lens: CodeLens): CodeLens {
    const { uri, name } = (lens.data ?? {}) as Partial<LensData>;
    const document = uri && this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
    if (!document || name === undefined) return lens;
    const usages = this.usagesIn(document, name);
    this.shown.remember(document.textDocument.uri, name, usages.length);
    return { ...lens, command: this.showing(usages, document.uri, lens.range) };
  }

  /** Whether another number of usages would be shown by now. */
  takeStale(): boolean {
    const { LangiumDocuments } = this.services.shared.workspace;
    return this.shown.takeStale((uri, name) => {
      const document = LangiumDocuments.getDocument(URI.parse(uri));
      return document === undefined ? 0 : this.usagesIn(document, name).length;
    });
  }

  private usagesIn({ parseResult }: LangiumDocument, name: string): Location[] {
    const { declarations } = parseResult.value as ast.FlowFile;
    const place = declarations.filter(isCounted).find((one) => one.name === name);
    return place === undefined ? [] : this.usagesOf(place);
  }

  private lensesAt(place: ast.Declaration | ast.Node, range: Range, uri: URI): CodeLens[] {
    const { Settings, Client } = this.services.host;
    const wanted = Settings.current(uri).codeLenses;
    const calling = lensesOf(place)
      .filter(({ setting, command }) => wanted[setting] && Client.hasCommand(command))
      .map(({ title, command, arguments: given }) => ({
        range,
        command: { title, command, arguments: [uri.toString(), ...given] },
      }));
    if (!wanted.usages || !isCounted(place) || isUnusedEntry(place)) return calling;
    return [...calling, { range, data: { uri: uri.toString(), name: place.name } satisfies LensData }];
  }

  /** An import brings a name and does not use it. */
  private usagesOf(place: Counted): Location[] {
    const { references, workspace, shared } = this.services;
    const found = references.References.findReferences(place, {}).toArray();
    return found
      .filter(({ sourceUri, sourcePath }) => {
        const root = shared.workspace.LangiumDocuments.getDocument(sourceUri)?.parseResult.value;
        return !ast.isImportedSymbol(root && workspace.AstNodeLocator.getAstNode(root, sourcePath));
      })
      .map(({ sourceUri, segment }) => ({ uri: sourceUri.toString(), range: segment.range }));
  }

  /** A command without a name is shown and does nothing. */
  private showing(usages: Location[], uri: URI, range: Range): Command {
    const title = `${usages.length} ${usages.length === 1 ? 'usage' : 'usages'}`;
    const { showReferences } = commands;
    if (usages.length === 0 || !this.services.host.Client.hasCommand(showReferences)) return { title, command: '' };
    return { title, command: showReferences, arguments: [uri.toString(), range.start, usages] };
  }
}

/** As far as its own file shows: to look through all of them is for lenses that are seen. */
function isUnusedEntry(place: Counted): boolean {
  return isEntry(place) && !AstUtils.getDocument(place).references.some((one) => 'ref' in one && one.ref === place);
}

function rangeOfName(place: ast.Declaration | ast.Node): Range | undefined {
  return GrammarUtils.findNodeForProperty(place.$cstNode, ast.isTest(place) ? 'title' : 'name')?.range;
}
