/**
 * Where the parser could not read a text as a whole. What a damaged statement declares is known in part: the fields that were read
 * are there, and others may be; a name among the words that the parser skipped may be declared by them.
 */
import { type AstNode, AstUtils, CstUtils, type LangiumDocument } from 'langium';
import type { Position } from 'vscode-languageserver-types';
import { rangeOf } from '../diagnostics/range-of.ts';
import { isDeclaration, isFlow, isImport, isNode } from '../generated/ast.ts';
import { syntaxErrors } from '../syntax/syntax-errors.ts';

export interface Damage {
  /** Where the mistakes of the syntax start, in the order of the text. */
  starts: readonly Position[];
  /** The words that the parser skipped. */
  lostWords: ReadonlySet<string>;
  /** Offsets of the nodes and declarations that have lost some of their words. */
  lossy: ReadonlySet<number>;
}

const damages = new WeakMap<LangiumDocument['parseResult'], Damage>();

/** Remembered until the text changes; undefined of a text that was read as a whole. */
export function damageOf(document: LangiumDocument): Damage | undefined {
  const { lexerErrors, parserErrors } = document.parseResult;
  if (lexerErrors.length + parserErrors.length === 0) return undefined;
  const known = damages.get(document.parseResult);
  if (known !== undefined) return known;
  const lost = lostTokens(document);
  const damage = {
    starts: startsOf(document),
    lostWords: new Set(lost.map(({ text }) => text.replaceAll('`', ''))),
    lossy: new Set(statementsBefore(lost, document)),
  };
  damages.set(document.parseResult, damage);
  return damage;
}

function startsOf(document: LangiumDocument): Position[] {
  const starts = syntaxErrors(document).map(({ place }) => rangeOf(place).start);
  return starts.sort((a, b) => a.line - b.line || a.character - b.character);
}

interface LostToken {
  text: string;
  offset: number;
}

/** What closes or parts is left out: one too many says nothing of what stands before it. */
const token = /`[^`\n\r]+`|[A-Za-z_]\w*|[^\s)\]},]/g;

function lostTokens({ textDocument, parseResult }: LangiumDocument): LostToken[] {
  const { $cstNode: root } = parseResult.value;
  const leaves = root === undefined ? [] : CstUtils.flattenCst(root).toArray();
  const lost: LostToken[] = [];
  let leaf = 0;
  for (const { 0: text, index: offset } of textDocument.getText().matchAll(token)) {
    while ((leaves[leaf]?.end ?? Number.POSITIVE_INFINITY) <= offset) leaf++;
    if ((leaves[leaf]?.offset ?? Number.POSITIVE_INFINITY) > offset) lost.push({ text, offset });
  }
  return lost;
}

/** Of each lost token the node or declaration that began last before it. */
function statementsBefore(lost: readonly LostToken[], { parseResult }: LangiumDocument): number[] {
  if (lost.length === 0) return [];
  const statements = AstUtils.streamAllContents(parseResult.value).filter(isStatement);
  const offsets = statements.map(({ $cstNode }) => $cstNode?.offset ?? 0).toArray();
  offsets.sort((a, b) => a - b);
  let last = -1;
  return lost.map(({ offset }) => {
    while ((offsets[last + 1] ?? Number.POSITIVE_INFINITY) <= offset) last++;
    return offsets[last] ?? -1;
  });
}

/** Whether a mistake of the syntax stands in the node or declaration, or behind it on its last line. */
export function isDamaged(statement: AstNode | undefined): boolean {
  return statement?.$cstNode !== undefined && hasStartIn(statement, statement.$cstNode.range.end, true);
}

/** Whether the name, the parameters or the outputs of a flow could not be read as a whole. */
export function isHeaderDamaged(flow: AstNode | undefined): boolean {
  if (!isFlow(flow) || flow.$cstNode === undefined) return false;
  const [first] = flow.statements;
  if (first?.$cstNode === undefined) return isDamaged(flow);
  return hasStartIn(flow, first.$cstNode.range.start, false);
}

/** Whether words of it are lost, so that what it declares is known in part. */
export function isLossy(statement: AstNode | undefined): boolean {
  const damage = statement && damageAround(statement);
  return damage?.lossy.has(statement?.$cstNode?.offset ?? -1) ?? false;
}

/** Whether the parser skipped this word somewhere in the document of the node. */
export function isLostWord(word: string, node: AstNode): boolean {
  return damageAround(node)?.lostWords.has(word) ?? false;
}

/** Whether the node or declaration that it is part of has lost words; of a flow its header. */
export function isInLoss(node: AstNode): boolean {
  const statement = damageAround(node) && AstUtils.getContainerOfType(node, isStatement);
  return isFlow(statement) ? isHeaderDamaged(statement) : isLossy(statement);
}

/** Whether what the node is part of is damaged: of what stands in a flow that is the statement, of its header the header. */
export function isInDamage(node: AstNode): boolean {
  const statement = AstUtils.getContainerOfType(node, isStatement);
  return isFlow(statement) ? isHeaderDamaged(statement) : isDamaged(statement);
}

/** Whether words were lost in those of the node, behind them up to the next part, or on its line before them. */
export function isTouched(node: AstNode): boolean {
  const [damage, cst] = [damageAround(node), node.$cstNode];
  if (damage === undefined || cst === undefined || !isInLossOf(damage, node)) return false;
  const { start, end } = cst.range;
  const first = firstFrom(damage.starts, { line: start.line, character: 0 });
  if (first === undefined || first.line > end.line) return false;
  const isBehind = isBefore(end, first);
  return !isBehind || /^[^,:}\n]*$/.test(cst.root.fullText.slice(cst.end).slice(0, first.character - end.character));
}

function isInLossOf({ lossy }: Damage, node: AstNode): boolean {
  return lossy.has(AstUtils.getContainerOfType(node, isStatement)?.$cstNode?.offset ?? -1);
}

function isStatement(node: AstNode): node is AstNode {
  return isNode(node) || isDeclaration(node) || isImport(node);
}

function damageAround(node: AstNode): Damage | undefined {
  const document = AstUtils.findRootNode(node).$document;
  return document && damageOf(document);
}

function hasStartIn(node: AstNode, end: Position, isToEndOfLine: boolean): boolean {
  const damage = damageAround(node);
  if (damage === undefined || node.$cstNode === undefined) return false;
  const first = firstFrom(damage.starts, node.$cstNode.range.start);
  return first !== undefined && (isBefore(first, end) || (isToEndOfLine && first.line === end.line));
}

function firstFrom(starts: readonly Position[], from: Position): Position | undefined {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(starts[middle] as Position, from)) low = middle + 1;
    else high = middle;
  }
  return starts[low];
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
