/**
 * Which statement the cursor stands in, found over tokens so that it holds for text that does not parse. It counts braces
 * only (a missing `)` must not swallow the statements below) and takes `kind name(` or `kind name:` for the start of a
 * statement at any depth, so that a missing `}` does no harm either.
 */
import { declarationWords, nodeWords } from '@millrace/grammar';

export interface Token {
  image: string;
  start: number;
  end: number;
}

export function toToken(token: { image: string; startOffset: number; endOffset?: number }): Token {
  return { image: token.image, start: token.startOffset, end: (token.endOffset ?? token.startOffset) + 1 };
}

export interface StatementAt {
  /** Where the statement begins; undefined between the declarations of a file. */
  start: number | undefined;
  /** The flow around the cursor. */
  flow: string | undefined;
  /** A statement inside a flow, rather than a declaration or a flow's header. */
  isNode: boolean;
}

const openers: ReadonlySet<string> = new Set(declarationWords);
/** A group is a pair of braces around statements, and no statement that could be cut out. */
const nodeOpeners: ReadonlySet<string> = new Set(nodeWords.filter((word) => word !== 'group'));

const outside: StatementAt = { start: undefined, flow: undefined, isNode: false };

/** `tokens` are those that end before or at the cursor's word. */
export function statementAt(tokens: readonly Token[]): StatementAt {
  let at = outside;
  let depth = 0;
  let groups = 0;
  let flowStart: number | undefined;
  tokens.forEach((token, index) => {
    if (opensGroup(tokens, index)) {
      groups++;
      return;
    }
    if (groups > 0 && depth === 1 && token.image === '}') {
      groups--;
      // What stood in the group is over; the flow goes on.
      at = { start: flowStart, flow: at.flow, isNode: false };
      return;
    }
    if (opensDeclaration(tokens, index, depth)) {
      depth = 0;
      groups = 0;
      flowStart = token.start;
      at = { start: token.start, flow: token.image === 'flow' ? tokens[index + 1]?.image : undefined, isNode: false };
    } else if (at.flow !== undefined && opensNode(tokens, index, depth)) {
      depth = 1;
      at = { start: token.start, flow: at.flow, isNode: true };
    } else depth = Math.max(0, depth + braceStep(token));
    if (depth === 0 && token.image === '}' && !isImport(tokens, at)) at = outside;
  });
  return at;
}

/** The brace behind `group "Title"`. */
function opensGroup(tokens: readonly Token[], index: number): boolean {
  const isTitle = tokens[index - 1]?.image.startsWith('"') ?? false;
  return tokens[index]?.image === '{' && isTitle && tokens[index - 2]?.image === 'group';
}

function braceStep({ image }: Token): number {
  if (image === '{') return 1;
  return image === '}' ? -1 : 0;
}

function isImport(tokens: readonly Token[], at: StatementAt): boolean {
  return tokens.some((token) => token.start === at.start && token.image === 'import');
}

function opensDeclaration(tokens: readonly Token[], index: number, depth: number): boolean {
  const word = tokens[index]?.image;
  if (!openers.has(word ?? '')) return false;
  const [before, next, after] = [-1, 1, 2].map((step) => tokens[index + step]?.image);
  if (before === '.' || before === 'extends') return false;
  if (word === 'import') return next === '{' || (depth === 0 && next === undefined);
  if (word === 'test' && next?.startsWith('"')) return depth === 0 || after === 'of';
  if (depth === 0) return next === undefined || isWord(next);
  return isWord(next) && ['{', '(', 'extends', '->', 'of', 'runs'].includes(after ?? '');
}

function opensNode(tokens: readonly Token[], index: number, depth: number): boolean {
  const word = tokens[index]?.image;
  if (!nodeOpeners.has(word ?? '')) return false;
  const [before, next, after] = [-1, 1, 2].map((step) => tokens[index + step]?.image);
  if (before === '.') return false;
  if (depth <= 1) return depth === 1 && next !== ':';
  return isWord(next) && (after === '(' || (after === ':' && (word === 'read' || word === 'use')));
}

function isWord(image: string | undefined): boolean {
  return image !== undefined && /^[\w`]/.test(image);
}
