/** Every feature of the language server, asked at a random place of damaged texts: a feature that comes new is one line here. */
import { isDeepStrictEqual } from 'node:util';
import { type Diagram, diagramOf } from '@millrace/grammar';
import {
  applyPatches,
  createFlowLspServices,
  diffDiagrams,
  type FlowCodeLenses,
  type FlowDocumentLinks,
  type FlowFormatter,
  type FlowInlayHints,
  type FlowLspServices,
  linkedEditing,
  selectionRanges,
} from '@millrace/language-server';
import type { LangiumDocument } from 'langium';
import { ResponseError } from 'vscode-languageserver';
import { DamagedProject } from '../support/damaged-project.ts';
import type { Random } from '../support/text-mutations.ts';
import { type AnyTextMeasurement, type TrialOptions, tryTexts } from './any-text-trials.ts';

/** The parameters of all requests in one. */
interface Place {
  textDocument: { uri: string };
  position: { line: number; character: number };
  range: { start: Place['position']; end: Place['position'] };
}

interface Asked {
  services: FlowLspServices;
  lsp: FlowLspServices['flow']['lsp'];
  document: LangiumDocument;
  at: Place;
  /** What was drawn of the text before. */
  drawn: Diagram;
}

type Shown = Parameters<typeof applyPatches>[0];

const noDiagram: Diagram = { flow: '', nodes: [], edges: [] };
const options = { tabSize: 2, insertSpaces: true };

const features: Record<string, (asked: Asked) => unknown> = {
  diagnostics: ({ services, document }) => services.flow.validation.DocumentValidator.validateDocument(document),
  hover: ({ lsp, document, at }) => lsp.HoverProvider?.getHoverContent(document, at),
  completion: ({ lsp, document, at }) => lsp.CompletionProvider?.getCompletion(document, at),
  signature: ({ lsp, document, at }) =>
    lsp.SignatureHelp?.provideSignatureHelp(document, { ...at, context: { triggerKind: 1, isRetrigger: false } }),
  definition: ({ lsp, document, at }) => lsp.DefinitionProvider?.getDefinition(document, at),
  declaration: ({ lsp, document, at }) => lsp.DeclarationProvider?.getDeclaration(document, at),
  typeDefinition: ({ lsp, document, at }) => lsp.TypeProvider?.getTypeDefinition(document, at),
  implementation: ({ lsp, document, at }) => lsp.ImplementationProvider?.getImplementation(document, at),
  references: ({ lsp, document, at }) =>
    lsp.ReferencesProvider?.findReferences(document, { ...at, context: { includeDeclaration: true } }),
  highlights: ({ lsp, document, at }) => lsp.DocumentHighlightProvider?.getDocumentHighlight(document, at),
  prepareRename: ({ lsp, document, at }) => lsp.RenameProvider?.prepareRename(document, at),
  rename: ({ lsp, document, at }) => lsp.RenameProvider?.rename(document, { ...at, newName: 'renamed' }),
  symbols: ({ lsp, document, at }) => lsp.DocumentSymbolProvider?.getSymbols(document, at),
  workspaceSymbols: ({ services }) => services.shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query: 's' }),
  folding: ({ lsp, document, at }) => lsp.FoldingRangeProvider?.getFoldingRanges(document, at),
  tokens: ({ lsp, document, at }) => lsp.SemanticTokenProvider?.semanticHighlight(document, at),
  tokensInRange: ({ lsp, document, at }) => lsp.SemanticTokenProvider?.semanticHighlightRange(document, at),
  actions: async ({ services, lsp, document, at }) => {
    const diagnostics = await services.flow.validation.DocumentValidator.validateDocument(document);
    return lsp.CodeActionProvider?.getCodeActions(document, { ...at, context: { diagnostics } });
  },
  lenses: ({ lsp, document, at }) => lsp.CodeLensProvider?.provideCodeLens(document, at),
  hints: ({ lsp, document, at }) => lsp.InlayHintProvider?.getInlayHints(document, at),
  links: ({ lsp, document, at }) => lsp.DocumentLinkProvider?.getDocumentLinks(document, at),
  wholeHints: async ({ lsp, document, at }) => {
    const hints = (await lsp.InlayHintProvider?.getInlayHints(document, at)) ?? [];
    return hints.map((hint) => (lsp.InlayHintProvider as FlowInlayHints).resolve(hint, document));
  },
  countedLenses: async ({ lsp, document, at }) => {
    const lenses = (await lsp.CodeLensProvider?.provideCodeLens(document, at)) ?? [];
    return lenses.map((lens) => (lsp.CodeLensProvider as FlowCodeLenses).resolve(lens));
  },
  saidLinks: async ({ lsp, document, at }) => {
    const links = (await lsp.DocumentLinkProvider?.getDocumentLinks(document, at)) ?? [];
    return links.map((link) => (lsp.DocumentLinkProvider as FlowDocumentLinks).resolve(link));
  },
  calls: async ({ lsp, document, at }) => {
    const [item] = (await lsp.CallHierarchyProvider?.prepareCallHierarchy(document, at)) ?? [];
    if (item === undefined) return undefined;
    const into = await lsp.CallHierarchyProvider?.incomingCalls({ item });
    return [into, await lsp.CallHierarchyProvider?.outgoingCalls({ item })];
  },
  types: async ({ lsp, document, at }) => {
    const [item] = (await lsp.TypeHierarchyProvider?.prepareTypeHierarchy(document, at)) ?? [];
    if (item === undefined) return undefined;
    const above = await lsp.TypeHierarchyProvider?.supertypes({ item });
    return [above, await lsp.TypeHierarchyProvider?.subtypes({ item })];
  },
  selections: ({ document, at }) => selectionRanges(document, [at.position]),
  linked: ({ services, document, at }) => linkedEditing(services.flow, document, at.position),
  format: ({ lsp, document, at }) => lsp.Formatter?.formatDocument(document, { ...at, options }),
  formatRange: ({ lsp, document, at }) => lsp.Formatter?.formatDocumentRange(document, { ...at, options }),
  formatOnType: ({ lsp, document, at }) => lsp.Formatter?.formatDocumentOnType(document, { ...at, ch: '}', options }),
  formatNewLine: ({ lsp, document, at }) => lsp.Formatter?.formatDocumentOnType(document, { ...at, ch: '\n', options }),
  formatRanges: ({ lsp, document, at }) => (lsp.Formatter as FlowFormatter).formatDocumentRanges(document, [at.range]),
  diagram: ({ document, drawn }) => {
    const [before, after] = [drawn, diagramOf(document) ?? noDiagram].map((diagram) => ({ flows: [], diagram }));
    const shown = applyPatches(before as Shown, diffDiagrams(before as Shown, after as Shown));
    if (!isDeepStrictEqual(sorted(shown.diagram), sorted((after as Shown).diagram))) throw new Error('Wrong patches');
  },
};

export function measureAnyTextServer(
  mutations: number,
  seed: number,
  onFailure: TrialOptions['onFailure'],
): Promise<AnyTextMeasurement> {
  let services: FlowLspServices | undefined;
  const project = new DamagedProject((fileSystemProvider, ports) => {
    services = createFlowLspServices({ fileSystemProvider, ports });
    return services;
  });
  let drawn = noDiagram;
  const ask: TrialOptions['ask'] = async ({ document, random }) => {
    const { flow } = services as FlowLspServices;
    await askAll({
      services: services as FlowLspServices,
      lsp: flow.lsp,
      document,
      at: placeIn(document, random),
      drawn,
    });
    drawn = diagramOf(document) ?? noDiagram;
  };
  return tryTexts({ mutations, seed, project, ask, onFailure });
}

async function askAll(asked: Asked): Promise<void> {
  for (const [feature, ask] of Object.entries(features)) {
    try {
      JSON.stringify(await ask(asked));
    } catch (error) {
      // A refusal in words is an answer, as of a name that cannot be changed.
      if (error instanceof ResponseError) continue;
      throw new Error(`${feature} at ${JSON.stringify(asked.at.position)}`, { cause: error });
    }
  }
}

/** Where among the others something stands means nothing. */
function sorted({ nodes, edges }: Diagram): unknown[] {
  return [...nodes, ...edges].map((one) => JSON.stringify(one)).sort();
}

function placeIn({ textDocument }: LangiumDocument, random: Random): Place {
  const length = textDocument.getText().length + 1;
  const [first, last] = [random(length), random(length)].sort((a, b) => a - b) as [number, number];
  const position = textDocument.positionAt(first);
  return { textDocument, position, range: { start: position, end: textDocument.positionAt(last) } };
}
