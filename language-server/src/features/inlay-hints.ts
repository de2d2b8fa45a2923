/**
 * Inlay hints: what the analysis knows and the text does not say. Only nodes in the range that is asked for are looked at, and what
 * a person sees on pointing only (the whole of a shortened hint, places to go to) is found then, where the client asks for it.
 */
import { analyzeFlow } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils, type CstNode, GrammarUtils, interruptAndCheck, type LangiumDocument } from 'langium';
import type { InlayHintProvider } from 'langium/lsp';
import {
  type CancellationToken,
  type InlayHint,
  type InlayHintLabelPart,
  type InlayHintParams,
  type Location,
  MarkupKind,
} from 'vscode-languageserver';
import type { Hint, HintMaker, HintPart } from '../inlay-hints/hint.ts';
import { modelInputHints } from '../inlay-hints/model-input-hints.ts';
import { parameterNameHints } from '../inlay-hints/parameter-name-hints.ts';
import { schemaHints } from '../inlay-hints/schema-hints.ts';
import { ShownAnalyses } from '../inlay-hints/shown-analyses.ts';
import { typeHints } from '../inlay-hints/type-hints.ts';
import type { FlowLanguageServices } from '../services.ts';
import type { Settings } from '../workspace/settings.ts';

/** In the order in which they stand where two come to the same place. */
const makers: readonly [keyof Settings['inlayHints'], HintMaker][] = [
  ['types', typeHints],
  ['modelInputs', modelInputHints],
  ['schemaChanges', schemaHints],
  ['parameterNames', parameterNameHints],
];

export interface HintData {
  uri: string;
  setting: keyof Settings['inlayHints'];
  offset: number;
}

interface Span {
  from: number;
  to: number;
}

export class FlowInlayHints implements InlayHintProvider {
  readonly shown = new ShownAnalyses();
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  async getInlayHints(
    document: LangiumDocument,
    { range }: InlayHintParams,
    token?: CancellationToken,
  ): Promise<InlayHint[]> {
    const { textDocument } = document;
    const span = { from: textDocument.offsetAt(range.start), to: textDocument.offsetAt(range.end) };
    const isLazy = this.isLazy;
    this.shown.remember(document);
    const hints: InlayHint[] = [];
    for (const node of nodesIn(document, span)) {
      if (token !== undefined) await interruptAndCheck(token);
      for (const { hint, data } of this.hintsAt(node, document)) {
        if (hint.offset < span.from || hint.offset > span.to) continue;
        hints.push(isLazy ? { ...shown(hint, document, false), data } : shown(hint, document, true));
      }
    }
    return hints;
  }

  /** The same hint with all there is to it, as long as the text has not changed under it. */
  resolve(hint: InlayHint, document: LangiumDocument): InlayHint {
    const { offset, setting } = (hint.data ?? {}) as Partial<HintData>;
    if (offset === undefined) return hint;
    const found = nodesIn(document, { from: offset, to: offset })
      .flatMap((node) => this.hintsAt(node, document))
      .find((one) => one.data.setting === setting && one.hint.offset === offset);
    return found === undefined ? hint : { ...shown(found.hint, document, true), data: hint.data };
  }

  private hintsAt(node: ast.Node, { uri }: LangiumDocument): { hint: Hint; data: HintData }[] {
    const flow = AstUtils.getContainerOfType(node, ast.isFlow);
    const analysis = flow && analyzeFlow(flow);
    const analysed = analysis?.nodes.get(node.name);
    if (analysis === undefined || analysed?.node !== node) return [];
    const wanted = this.services.host.Settings.current(uri).inlayHints;
    return makers
      .filter(([setting]) => wanted[setting])
      .flatMap(([setting, make]) => make(analysed, analysis).map((hint) => ({ setting, hint })))
      .map(({ setting, hint }) => ({ hint, data: { uri: uri.toString(), setting, offset: hint.offset } }));
  }

  private get isLazy(): boolean {
    const { capabilities } = this.services.host.Client;
    const lazy = capabilities?.textDocument?.inlayHint?.resolveSupport?.properties ?? [];
    return ['tooltip', 'label.location'].every((property) => lazy.includes(property));
  }
}

function nodesIn(document: LangiumDocument, { from, to }: Span): ast.Node[] {
  const touches = ({ $cstNode }: AstNode) => $cstNode !== undefined && $cstNode.offset <= to && $cstNode.end >= from;
  const inside = (statement: ast.Statement): ast.Node[] => {
    if (!touches(statement)) return [];
    return ast.isGroup(statement) ? statement.statements.flatMap(inside) : [statement];
  };
  const { declarations } = document.parseResult.value as ast.FlowFile;
  return declarations
    .filter(ast.isFlow)
    .filter(touches)
    .flatMap((flow) => flow.statements.flatMap(inside));
}

function shown(hint: Hint, { textDocument }: LangiumDocument, whole: boolean): InlayHint {
  const tooltip = whole ? hint.tooltip?.() : undefined;
  return {
    position: textDocument.positionAt(hint.offset),
    label: hint.parts.map((part) => labelOf(part, whole)),
    ...(hint.kind && { kind: hint.kind }),
    ...(hint.space === 'before' && { paddingLeft: true }),
    ...(hint.space === 'after' && { paddingRight: true }),
    ...(tooltip && { tooltip: { kind: MarkupKind.Markdown, value: tooltip } }),
  };
}

function labelOf({ text, place }: HintPart, whole: boolean): InlayHintLabelPart {
  const location = whole ? locationOf(place?.()) : undefined;
  return { value: text, ...(location && { location }) };
}

function locationOf(place: AstNode | undefined): Location | undefined {
  const cst = place && (nameOf(place) ?? place.$cstNode);
  return cst && { uri: AstUtils.getDocument(place).uri.toString(), range: cst.range };
}

function nameOf({ $cstNode }: AstNode): CstNode | undefined {
  return ['name', 'key', 'record'].map((one) => GrammarUtils.findNodeForProperty($cstNode, one)).find(Boolean);
}
