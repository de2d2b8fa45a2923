/**
 * The one list of what each request has to bring, by where its handler is registered: our own by their method, those of LSP by the
 * place in the connection. What is not in it is asked for nothing.
 */
import { methods } from '../protocol.ts';
import { address, having, listOf, maybe, position, range, type Shape, text, truth } from './shape.ts';

const textDocument = having({ uri: address });
const document = having({ textDocument });
const place = having({ textDocument, position });
const part = having({ textDocument, range });
const withItem = having({ item: having({ uri: address, range, selectionRange: range }) });
const withLabel = having({ label: text });

export const paramsOfRequests: Readonly<Record<string, Shape>> = {
  onCompletion: place,
  onCompletionResolve: withLabel,
  onHover: place,
  onSignatureHelp: place,
  onDefinition: place,
  onDeclaration: place,
  onTypeDefinition: place,
  onImplementation: place,
  onReferences: having({ textDocument, position, context: having({ includeDeclaration: truth }) }),
  onDocumentHighlight: place,
  onDocumentSymbol: document,
  onWorkspaceSymbol: having({ query: text }),
  onWorkspaceSymbolResolve: having({ name: text, location: having({ uri: address }) }),
  onCodeAction: having({
    textDocument,
    range,
    context: having({ diagnostics: listOf(having({ range, message: text })) }),
  }),
  onCodeActionResolve: having({ title: text }),
  onCodeLens: document,
  onCodeLensResolve: having({ range }),
  onDocumentLinks: document,
  onDocumentLinkResolve: having({ range }),
  onDocumentFormatting: document,
  onDocumentRangeFormatting: part,
  onDocumentRangesFormatting: having({ textDocument, ranges: listOf(range) }),
  onDocumentOnTypeFormatting: having({ textDocument, position, ch: text }),
  onPrepareRename: place,
  onRenameRequest: having({ textDocument, position, newName: text }),
  onFoldingRanges: document,
  onSelectionRanges: having({ textDocument, positions: listOf(position) }),
  onExecuteCommand: having({ command: text }),
  'languages.onLinkedEditingRange': place,
  'languages.callHierarchy.onPrepare': place,
  'languages.callHierarchy.onIncomingCalls': withItem,
  'languages.callHierarchy.onOutgoingCalls': withItem,
  'languages.typeHierarchy.onPrepare': place,
  'languages.typeHierarchy.onSupertypes': withItem,
  'languages.typeHierarchy.onSubtypes': withItem,
  'languages.semanticTokens.on': document,
  'languages.semanticTokens.onDelta': having({ textDocument, previousResultId: text }),
  'languages.semanticTokens.onRange': part,
  'languages.inlayHint.on': part,
  'languages.inlayHint.resolve': having({ position }),
  'languages.diagnostics.on': having({ textDocument, previousResultId: maybe(text) }),
  'languages.diagnostics.onWorkspace': having({ previousResultIds: listOf(having({ uri: address, value: text })) }),
  'workspace.onWillRenameFiles': having({ files: listOf(having({ oldUri: address, newUri: address })) }),
  [methods.openDiagram]: having({ uri: address, flow: maybe(text) }),
  [methods.revealNode]: having({ uri: address, flow: text, node: text }),
  [methods.nodeAt]: having({ uri: address, position }),
  [methods.listFlows]: having({ uri: address }),
  [methods.listTests]: having({ uri: maybe(address) }),
  [methods.pasteAsSchema]: having({ uri: address, position, text }),
  [methods.modelFromFile]: having({ uri: address, position, file: address }),
};
