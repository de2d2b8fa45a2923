/**
 * One client's view of one file's diagram. It answers with patches against what was last sent, so the client's picture is the
 * server's at every version. It knows documents and diagrams, no connection.
 */
import { diagramOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import type { Diagram, DiagramChangedParams, OpenDiagramResult } from '../protocol.ts';
import { diffDiagrams, type ShownDiagram } from './diff-diagrams.ts';
import { keepLastGood, type TextState } from './keep-last-good.ts';

const nothing: ShownDiagram = { diagram: { flow: '', nodes: [], edges: [] }, flows: [] };

export class DiagramSession {
  /** The flow the client wants; the file's first where undefined or not there. */
  private readonly wanted: string | undefined;
  private version = 0;
  private shown: ShownDiagram = nothing;
  /** As it was when the text last parsed as a whole. */
  private lastGood: ShownDiagram | undefined;

  constructor(wanted: string | undefined) {
    this.wanted = wanted;
  }

  open(document: LangiumDocument): OpenDiagramResult {
    this.shown = this.look(document);
    return this.shown === nothing ? null : { version: this.version, ...this.shown };
  }

  /** undefined where the picture is the same as before. */
  refresh(document: LangiumDocument): DiagramChangedParams | undefined {
    const now = this.look(document);
    const patches = diffDiagrams(this.shown, now);
    this.shown = now;
    if (patches.length === 0) return undefined;
    this.version++;
    return { uri: document.textDocument.uri, version: this.version, patches };
  }

  private look(document: LangiumDocument): ShownDiagram {
    const text = textState(document);
    const drawn = this.draw(document);
    const diagram = keepLastGood(this.lastGood?.diagram, drawn, text);
    if (diagram === undefined) return nothing;
    const shown = { diagram, flows: drawn === undefined ? (this.lastGood?.flows ?? []) : flowNames(document) };
    if (!text.hasSyntaxErrors) this.lastGood = shown;
    return shown;
  }

  private draw(document: LangiumDocument): Diagram | undefined {
    return (this.wanted === undefined ? undefined : diagramOf(document, this.wanted)) ?? diagramOf(document);
  }
}

function flowNames(document: LangiumDocument): string[] {
  const { declarations } = document.parseResult.value as ast.FlowFile;
  return declarations.filter((item) => ast.isFlow(item)).map((flow) => flow.name ?? '');
}

function textState({ parseResult, textDocument }: LangiumDocument): TextState {
  const words = new Set(textDocument.getText().match(/\w+|`[^`\r\n]+`/g));
  return {
    hasSyntaxErrors: parseResult.lexerErrors.length > 0 || parseResult.parserErrors.length > 0,
    names: (word) => words.has(word) || words.has(`\`${word}\``),
  };
}
