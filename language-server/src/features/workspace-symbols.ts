/**
 * Names in the whole project: declarations and nodes. Only the best are given, since nobody reads more; where a name stands is found
 * when a person chooses it, for clients that ask then.
 */
import { nodesOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { interruptAndCheck, type LangiumDocument, type LangiumDocuments, URI } from 'langium';
import type { FuzzyMatcher, LangiumSharedServices, WorkspaceSymbolProvider } from 'langium/lsp';
import type { CancellationToken, WorkspaceSymbol, WorkspaceSymbolParams } from 'vscode-languageserver';
import { type Entry, entryOf } from '../outline/entry.ts';
import type { Named } from '../outline/named.ts';
import { Client } from '../workspace/client.ts';

const symbolsMax = 256;

interface Found {
  entry: Entry;
  document: LangiumDocument;
  /** Of a node its flow. */
  flow?: string;
  rank: number;
}

export class FlowWorkspaceSymbols implements WorkspaceSymbolProvider {
  private readonly documents: LangiumDocuments;
  private readonly matcher: FuzzyMatcher;
  private readonly client: Client;

  constructor(services: LangiumSharedServices) {
    this.documents = services.workspace.LangiumDocuments;
    this.matcher = services.lsp.FuzzyMatcher;
    this.client = new Client(services);
  }

  async getSymbols({ query }: WorkspaceSymbolParams, token?: CancellationToken): Promise<WorkspaceSymbol[]> {
    const found: Found[] = [];
    for (const document of this.documents.all) {
      if (token !== undefined) await interruptAndCheck(token);
      for (const { node, flow } of namesIn(document)) {
        const rank = this.rankOf(node, query);
        const entry = rank === undefined ? undefined : entryOf(node);
        if (rank !== undefined && entry !== undefined) found.push({ entry, document, rank, ...(flow && { flow }) });
      }
    }
    const best = found.toSorted((a, b) => a.rank - b.rank || a.entry.name.length - b.entry.name.length);
    return best.slice(0, symbolsMax).map((one) => this.symbolOf(one));
  }

  resolveSymbol(symbol: WorkspaceSymbol): WorkspaceSymbol {
    const document = this.documents.getDocument(URI.parse(symbol.location.uri));
    const same = (document === undefined ? [] : namesIn(document)).find(
      ({ node, flow }) => node.name === symbol.name && flow === symbol.containerName,
    );
    const entry = same && entryOf(same.node);
    const start = { line: 0, character: 0 };
    const range = entry?.place.range ?? { start, end: start };
    return { ...symbol, location: { uri: symbol.location.uri, range } };
  }

  /** Lower is better: the name itself, its start, its parts; declarations before nodes. undefined where it does not fit. */
  private rankOf({ name, $type }: Searched, query: string): number | undefined {
    const [wanted, has] = [query.toLowerCase(), name?.toLowerCase() ?? ''];
    if (has === '' || !this.matcher.match(wanted, name)) return undefined;
    const closeness = has === wanted ? 0 : has.startsWith(wanted) ? 2 : 4;
    return closeness + ($type.endsWith('Node') ? 1 : 0);
  }

  private symbolOf({ entry, document, flow }: Found): WorkspaceSymbol {
    const { name, kind, place } = entry;
    const isLazy = this.client.can(({ workspace }) =>
      workspace?.symbol?.resolveSupport?.properties.includes('location.range'),
    );
    const uri = document.uri.toString();
    const location = isLazy ? { uri } : { uri, range: place.range };
    return { name, kind, location, ...(flow && { containerName: flow }) };
  }
}

type Searched = Exclude<Named & { name: string }, ast.Property>;

function namesIn(document: LangiumDocument): { node: Searched; flow?: string }[] {
  const { declarations } = document.parseResult.value as ast.FlowFile;
  return declarations.flatMap((node): { node: Searched; flow?: string }[] => {
    if (ast.isTest(node)) return [];
    const inside = ast.isFlow(node) ? nodesOf(node).map((one) => ({ node: one, flow: node.name })) : [];
    return [{ node }, ...inside];
  });
}
