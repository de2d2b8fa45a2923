/** Requests and notifications of ours beside LSP's. Types and names only: the extension and the page import this. */
import type { Diagram, DiagramEdge, DiagramNode } from '@millrace/grammar';

export type { Diagram, DiagramEdge, DiagramField, DiagramNode } from '@millrace/grammar';

export const methods = {
  /** Client to server: begin to follow a file's diagram; answers with the whole of it. */
  openDiagram: 'millrace/openDiagram',
  /** Client to server, notification: stop following. */
  closeDiagram: 'millrace/closeDiagram',
  /** Server to client, notification: what changed since. */
  diagramChanged: 'millrace/diagramChanged',
  /** Client to server: the range of a node's name. */
  revealNode: 'millrace/revealNode',
  /** Client to server: the node at a position. */
  nodeAt: 'millrace/nodeAt',
  /** Client to server: the flows of a file, for a person to choose one to run. */
  listFlows: 'millrace/listFlows',
  /** Client to server: the tests of a file, or of all files that are read. */
  listTests: 'millrace/listTests',
  /** Client to server, notification: the folders are trusted from now on, see `isTrusted` in `initializationOptions`. */
  trustGranted: 'millrace/trustGranted',
  /** Client to server: a schema for data that is pasted, or null. */
  pasteAsSchema: 'millrace/pasteAsSchema',
  /** Client to server: what a model file that is dropped into a text becomes, or null. */
  modelFromFile: 'millrace/modelFromFile',
  /** Server to client, where the server has no files of its own: the text of a file, or null. */
  readFile: 'millrace/readFile',
  /** The same: what is in a folder, or null. */
  readFolder: 'millrace/readFolder',
} as const;

/**
 * What code lenses call in the client. A client names those it has in `initializationOptions.commands`; the others are not
 * offered. A `uri` is a text, as everywhere in LSP.
 */
export const commands = {
  /** `uri`, `flow`. */
  runFlow: 'millrace.runFlow',
  /** `uri`, `flow`. */
  openDiagram: 'millrace.openDiagram',
  /** `uri`, `flow`, `node`, `places?`: run what that node needs, and no more. Of several places a person chooses one. */
  runToHere: 'millrace.runToHere',
  /** `uri`, `flow`, `node`, `places?`: show some records that leave it. */
  peek: 'millrace.peek',
  /** `uri`, `title`. */
  runTest: 'millrace.runTest',
  /** `uri`, `position`, `locations`: show these places, as the editor shows references. */
  showReferences: 'millrace.showReferences',
} as const;

export interface OpenDiagramParams {
  uri: string;
  /** The first flow of the file where absent. */
  flow?: string;
}

/** null where the file has no flow. */
export type OpenDiagramResult = { version: number; flows: string[]; diagram: Diagram } | null;

export interface DiagramChangedParams {
  uri: string;
  /** Counts up by one with each notification; a gap means: open again. */
  version: number;
  patches: DiagramPatch[];
}

export type DiagramPatch =
  | { type: 'replace'; diagram: Diagram; flows: string[] }
  | { type: 'add-node'; node: DiagramNode }
  | { type: 'change-node'; node: DiagramNode }
  | { type: 'remove-node'; id: string }
  | { type: 'add-edge'; edge: DiagramEdge }
  | { type: 'change-edge'; edge: DiagramEdge }
  | { type: 'remove-edge'; id: string };

export interface RevealNodeParams {
  uri: string;
  flow: string;
  node: string;
}

export interface NodeAtParams {
  uri: string;
  position: { line: number; character: number };
}

export type NodeAtResult = {
  flow: string;
  node: string;
  /** As `millrace run --to` takes them: of a `use` the nodes that stand in its place. */
  runPlaces: string[];
  /** As `millrace preview` takes them: of a route its ports. None where no records leave the node. */
  previewPlaces: string[];
} | null;

export interface ListTestsParams {
  /** All files where absent. */
  uri?: string;
}

/** In the order of each text; two of one title are told apart by their ranges. */
export interface TestPlace {
  uri: string;
  title: string;
  /** From the word `test` to its last brace. */
  range: TextEdit['range'];
}

export interface PasteAsSchemaParams {
  uri: string;
  /** Where it is pasted. */
  position: { line: number; character: number };
  /** What is pasted. */
  text: string;
}

/** null where the text is no data, or a schema cannot stand there. */
export type PasteAsSchemaResult = { title: string; snippet: string } | null;

export interface ModelFromFileParams {
  uri: string;
  /** Where it is dropped. */
  position: { line: number; character: number };
  /** The `.onnx` file. */
  file: string;
}

/** Edits of the text at `uri`; null where the file is no model that can be read. */
export type ModelFromFileResult = { title: string; edits: TextEdit[] } | null;

export interface TextEdit {
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  newText: string;
}

export interface FileEntry {
  name: string;
  isFolder: boolean;
}

export interface FlowSummary {
  name: string;
  parameters: { name: string; type: string; default?: string }[];
}
