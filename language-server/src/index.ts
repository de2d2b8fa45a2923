/** The public face of the language server: what its process and its tests start. */
export * from './diagram/apply-patches.ts';
export * from './diagram/diff-diagrams.ts';
export * from './diagram/keep-last-good.ts';
export type { FlowCodeLenses } from './features/code-lenses.ts';
export { FlowDocumentLinks } from './features/document-links.ts';
export { FlowDocumentSymbols } from './features/document-symbols.ts';
export { FlowFormatter } from './features/formatting.ts';
export type { FlowInlayHints } from './features/inlay-hints.ts';
export { linkedEditing } from './features/linked-editing.ts';
export { selectionRanges } from './features/selection-ranges.ts';
export * from './lsp-module.ts';
export * from './node-ports.ts';
export * from './protocol.ts';
export { editsBetween } from './semantic-tokens/encode.ts';
export type * from './services.ts';
export * from './start-flow-server.ts';
export { defaultSettings, type Settings, settingKeys } from './workspace/settings.ts';
