/** Every request that the server answers, with parameters as they should be: for what must hold of all of them. */
import { methods } from '@millrace/language-server/protocol';
import type { ServerCapabilities } from 'vscode-languageserver';

interface Position {
  line: number;
  character: number;
}

/** By the capability that offers it. */
export function standardRequests(uri: string, position: Position): [keyof ServerCapabilities, string, object][] {
  const textDocument = { uri };
  const range = { start: { line: 0, character: 0 }, end: { line: 30, character: 0 } };
  const at = { textDocument, position };
  const options = { tabSize: 2, insertSpaces: true };
  return [
    ['completionProvider', 'textDocument/completion', at],
    ['hoverProvider', 'textDocument/hover', at],
    ['signatureHelpProvider', 'textDocument/signatureHelp', at],
    ['definitionProvider', 'textDocument/definition', at],
    ['typeDefinitionProvider', 'textDocument/typeDefinition', at],
    ['implementationProvider', 'textDocument/implementation', at],
    ['declarationProvider', 'textDocument/declaration', at],
    ['referencesProvider', 'textDocument/references', { ...at, context: { includeDeclaration: true } }],
    ['documentHighlightProvider', 'textDocument/documentHighlight', at],
    ['documentSymbolProvider', 'textDocument/documentSymbol', { textDocument }],
    ['workspaceSymbolProvider', 'workspace/symbol', { query: 'P' }],
    ['codeActionProvider', 'textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }],
    ['codeLensProvider', 'textDocument/codeLens', { textDocument }],
    ['documentLinkProvider', 'textDocument/documentLink', { textDocument }],
    ['documentFormattingProvider', 'textDocument/formatting', { textDocument, options }],
    ['documentRangeFormattingProvider', 'textDocument/rangeFormatting', { textDocument, range, options }],
    ['documentOnTypeFormattingProvider', 'textDocument/onTypeFormatting', { ...at, ch: '}', options }],
    ['renameProvider', 'textDocument/prepareRename', at],
    ['renameProvider', 'textDocument/rename', { ...at, newName: 'other' }],
    ['foldingRangeProvider', 'textDocument/foldingRange', { textDocument }],
    ['selectionRangeProvider', 'textDocument/selectionRange', { textDocument, positions: [position] }],
    ['linkedEditingRangeProvider', 'textDocument/linkedEditingRange', at],
    ['callHierarchyProvider', 'textDocument/prepareCallHierarchy', at],
    ['typeHierarchyProvider', 'textDocument/prepareTypeHierarchy', at],
    ['semanticTokensProvider', 'textDocument/semanticTokens/full', { textDocument }],
    ['semanticTokensProvider', 'textDocument/semanticTokens/range', { textDocument, range }],
    ['inlayHintProvider', 'textDocument/inlayHint', { textDocument, range }],
    ['diagnosticProvider', 'textDocument/diagnostic', { textDocument }],
    ['diagnosticProvider', 'workspace/diagnostic', { previousResultIds: [] }],
  ];
}

/** What is asked for behind an answer. */
export function laterRequests(uri: string, position: Position): [string, object][] {
  const textDocument = { uri };
  const range = { start: position, end: position };
  const item = { name: 'large', kind: 12, uri, range, selectionRange: range };
  return [
    ['completionItem/resolve', { label: 'amount' }],
    ['codeAction/resolve', { title: 'Fix' }],
    ['codeLens/resolve', { range }],
    ['documentLink/resolve', { range }],
    ['inlayHint/resolve', { position, label: 'float64' }],
    ['workspaceSymbol/resolve', { name: 'Score', kind: 12, location: { uri } }],
    ['callHierarchy/incomingCalls', { item }],
    ['callHierarchy/outgoingCalls', { item }],
    ['typeHierarchy/supertypes', { item }],
    ['typeHierarchy/subtypes', { item }],
    ['textDocument/semanticTokens/full/delta', { textDocument, previousResultId: 'none' }],
    ['textDocument/rangesFormatting', { textDocument, ranges: [range], options: { tabSize: 2, insertSpaces: true } }],
    ['workspace/willRenameFiles', { files: [{ oldUri: uri, newUri: `${uri}2` }] }],
  ];
}

/** Offered to everybody. */
export function ownRequests(uri: string, position: Position): [string, object][] {
  return [
    [methods.openDiagram, { uri }],
    [methods.revealNode, { uri, flow: 'Score', node: 'large' }],
    [methods.nodeAt, { uri, position }],
    [methods.listFlows, { uri }],
    [methods.listTests, { uri }],
    [methods.pasteAsSchema, { uri, position, text: 'id,n\na,1\n' }],
    [methods.modelFromFile, { uri, position, file: uri }],
  ];
}
