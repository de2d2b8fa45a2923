/**
 * Statements that the parser passed by on its way from a mistake to a word it knows: their first words are spelt wrong, too. Only
 * what stands at the start of a line, is near to a word that opens a statement and goes on like one is taken for one.
 */
import type { LangiumDocument } from 'langium';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { declarationWords, nodeWords } from './statement-words.ts';

type ParserError = LangiumDocument['parseResult']['parserErrors'][number];
type Token = ParserError['token'];

export interface SkippedStatement {
  token: Token;
  meant: string;
}

export function skippedStatements({ token: first, resyncedTokens: passed }: ParserError): SkippedStatement[] {
  return passed.flatMap((token, index) => {
    const before = passed[index - 1] ?? first;
    const isFirstOfLine = (before.endLine ?? 0) < (token.startLine ?? 0);
    if (!isFirstOfLine || !isWord(token) || !isWord(passed[index + 1])) return [];
    const isOutside = token.startColumn === 1;
    if (!(isOutside ? openings : nodeOpenings).has(passed[index + 2]?.image ?? '')) return [];
    const meant = nearestName(token.image, isOutside ? declarationWords : nodeWords);
    return meant === undefined || meant === token.image ? [] : [{ token, meant }];
  });
}

const openings: ReadonlySet<string> = new Set(['{', '(', '->', 'extends', ':', 'runs']);
const nodeOpenings: ReadonlySet<string> = new Set(['(', ':']);

function isWord(token: Token | undefined): boolean {
  return /^(`[^`]+`|[A-Za-z_]\w*)$/.test(token?.image ?? '');
}
