/**
 * Semantic tokens: names coloured by what they mean. A client whose own highlighting goes under ours gets names alone; any other gets
 * keywords, texts, numbers and comments too, and needs no grammar of its own.
 */
import { interruptAndCheck, type LangiumDocument } from 'langium';
import type { SemanticTokenProvider } from 'langium/lsp';
import type {
  CancellationToken,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensOptions,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver';
import { editsBetween, encode } from '../semantic-tokens/encode.ts';
import { type Token, tokenModifiers, tokenTypes } from '../semantic-tokens/token.ts';
import { leavesIn, tokensAt } from '../semantic-tokens/tokens-in.ts';
import type { FlowLanguageServices } from '../services.ts';

const numbered = (words: readonly string[]) => Object.fromEntries(words.map((word, index) => [word, index]));

/** Leaves between two looks at whether anybody still waits. */
const leavesAtOnce = 2000;

export class FlowSemanticTokens implements SemanticTokenProvider {
  readonly tokenTypes = numbered(tokenTypes);
  readonly tokenModifiers = numbered(tokenModifiers);
  readonly semanticTokensOptions: SemanticTokensOptions = {
    legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
    full: { delta: true },
    range: true,
  };
  private readonly services: FlowLanguageServices;
  /** The last whole answer for each open file, which the next may be told by its difference to. */
  private readonly answers = new Map<string, { resultId: string; data: number[] }>();
  private count = 0;

  constructor(services: FlowLanguageServices) {
    this.services = services;
    services.shared.workspace.TextDocuments.onDidClose(({ document }) => this.answers.delete(document.uri));
  }

  async semanticHighlight(
    document: LangiumDocument,
    _: SemanticTokensParams,
    token?: CancellationToken,
  ): Promise<SemanticTokens> {
    const data = await this.dataOf(document, 0, document.textDocument.getText().length, token);
    return this.answered(document, data);
  }

  async semanticHighlightRange(
    document: LangiumDocument,
    { range }: SemanticTokensRangeParams,
    token?: CancellationToken,
  ): Promise<SemanticTokens> {
    const { textDocument } = document;
    const [from, to] = [textDocument.offsetAt(range.start), textDocument.offsetAt(range.end)];
    return { data: await this.dataOf(document, from, to, token) };
  }

  /** Whole again where the earlier answer is not known any more. */
  async semanticHighlightDelta(
    document: LangiumDocument,
    { previousResultId, textDocument }: SemanticTokensDeltaParams,
    token?: CancellationToken,
  ): Promise<SemanticTokens | SemanticTokensDelta> {
    const before = this.answers.get(document.textDocument.uri);
    const whole = await this.semanticHighlight(document, { textDocument }, token);
    if (before?.resultId !== previousResultId) return whole;
    return { resultId: whole.resultId, edits: editsBetween(before.data, whole.data) };
  }

  private async dataOf(
    document: LangiumDocument,
    from: number,
    to: number,
    token?: CancellationToken,
  ): Promise<number[]> {
    const root = document.parseResult.value.$cstNode;
    const isWhole = !this.services.host.Client.can((can) => can.textDocument?.semanticTokens?.augmentsSyntaxTokens);
    const tokens: Token[] = [];
    let count = 0;
    for (const leaf of root === undefined ? [] : leavesIn(root, from, to)) {
      if (token !== undefined && ++count % leavesAtOnce === 0) await interruptAndCheck(token);
      for (const one of tokensAt(leaf, isWhole)) if (one.to > from && one.from < to) tokens.push(one);
    }
    return encode(tokens, document);
  }

  private answered({ textDocument }: LangiumDocument, data: number[]): SemanticTokens {
    const resultId = String(++this.count);
    this.answers.set(textDocument.uri, { resultId, data });
    return { resultId, data };
  }
}
