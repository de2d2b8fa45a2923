/**
 * Which statement the cursor stands in, found over tokens so that it holds for text that does not parse. It counts braces
 * only (a missing `)` must not swallow the statements below) and takes `kind name(` or `kind name:` for the start of a
 * statement at any depth, so that a missing `}` does no harm either.
 */
import { declarationWords, nodeWords } from '@millrace/grammar';

/** Of the lexer's tokens. */
export interface Word {
  image: string;
  startOffset: number;
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
export function statementAt(tokens: readonly Word[]): StatementAt {
  let at = outside;
  let depth = 0;
  let groups = 0;
  let flowStart: number | undefined;
  let isImport = false;
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
      isImport = token.image === 'import';
      flowStart = token.startOffset;
      at = { start: flowStart, flow: token.image === 'flow' ? tokens[index + 1]?.image : undefined, isNode: false };
    } else if (at.flow !== undefined && opensNode(tokens, index, depth)) {
      depth = 1;
      at = { start: token.startOffset, flow: at.flow, isNode: true };
    } else depth = Math.max(0, depth + braceStep(token));
    if (depth === 0 && token.image === '}' && !isImport) at = outside;
  });
  return at;
}

/** The brace behind `group "Title"`. */
function opensGroup(tokens: readonly Word[], index: number): boolean {
  const isTitle = tokens[index - 1]?.image.startsWith('"') ?? false;
  return tokens[index]?.image === '{' && isTitle && tokens[index - 2]?.image === 'group';
}

function braceStep({ image }: Word): number {
  if (image === '{') return 1;
  return image === '}' ? -1 : 0;
}

function opensDeclaration(tokens: readonly Word[], index: number, depth: number): boolean {
  const word = tokens[index]?.image;
  if (!openers.has(word ?? '')) return false;
  const { before, next, after } = around(tokens, index);
  if (before === '.' || before === 'extends') return false;
  if (word === 'import') return next === '{' || (depth === 0 && next === undefined);
  if (word === 'test' && next?.startsWith('"')) return depth === 0 || after === 'of';
  if (depth === 0) return next === undefined || isWord(next);
  return isWord(next) && ['{', '(', 'extends', '->', 'of', 'runs'].includes(after ?? '');
}

function opensNode(tokens: readonly Word[], index: number, depth: number): boolean {
  const word = tokens[index]?.image;
  if (!nodeOpeners.has(word ?? '')) return false;
  const { before, next, after } = around(tokens, index);
  if (before === '.') return false;
  if (depth <= 1) return depth === 1 && next !== ':';
  return isWord(next) && (after === '(' || (after === ':' && (word === 'read' || word === 'use')));
}

function around(tokens: readonly Word[], index: number) {
  return { before: tokens[index - 1]?.image, next: tokens[index + 1]?.image, after: tokens[index + 2]?.image };
}

function isWord(image: string | undefined): boolean {
  return image !== undefined && /^[\w`]/.test(image);
}
