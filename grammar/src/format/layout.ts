/**
 * From the tree of a text to its layout. It knows brackets, items, commas, operators, words and annotations, and no kind of
 * declaration or node: whatever the grammar gains is laid out by the same few rules.
 */
import { type CompositeCstNode, type CstNode, isCompositeCstNode, type LeafCstNode } from 'langium';
import { type Block, blockDoc, partDeclarations } from './block.ts';
import { type BracketRule, type BracketRules, closingIndex, type Item, itemsOf } from './brackets.ts';
import { alignColumns, type Row } from './columns.ts';
import { concat, type Doc, type Group, group, indent, line, lineEnd, nothing, type Pad, space, wrap } from './doc.ts';
import { type Gap, gapBefore, type Surroundings } from './gap.ts';
import { commentDoc, tokenDoc } from './source-doc.ts';
import { type Comment, firstLeaf, isLeaf, type SourceText, unwrapped, visible } from './source-text.ts';
import { isWord, operatorOf, touches } from './spacing.ts';

const topLevel: BracketRule = { separator: 'none', continuations: new Set() };

export class Layout {
  private readonly source: SourceText;
  private readonly rules: BracketRules;
  private previous: LeafCstNode | undefined;
  /** The next token has its space in front of it already. */
  private isSpaced = true;
  private level = 0;
  /** Tokens whose comments the block around them lays out. */
  private readonly led = new Set<LeafCstNode>();
  /** From where to where each declaration and statement goes. */
  readonly statements: { from: number; to: number }[] = [];

  constructor(source: SourceText, rules: BracketRules) {
    this.source = source;
    this.rules = rules;
  }

  file(root: CompositeCstNode): Doc {
    const items = itemsOf(visible(root));
    const gaps = [...items.map(({ first }) => this.gap(first)), this.gap(undefined, { closes: true })];
    const rows = this.rows(items, gaps, undefined);
    this.remember(items);
    const block: Block = { rule: topLevel, items, gaps, rows, padding: '', hasStatements: false, keepsBlanks: true };
    partDeclarations(block);
    return blockDoc(block);
  }

  private gap(next: LeafCstNode | undefined, how?: Surroundings): Gap {
    if (next !== undefined) this.led.add(next);
    return gapBefore(this.source, next, how);
  }

  private remember(items: readonly Item[]): void {
    for (const { first, last } of items) this.statements.push({ from: first.offset, to: last.end });
  }

  private node(node: CstNode, row?: Row): Doc {
    const inner = unwrapped(node);
    return isCompositeCstNode(inner) ? this.parts(visible(inner), row) : this.token(inner as LeafCstNode);
  }

  private parts(parts: readonly CstNode[], row?: Row): Doc {
    const operation = operationOf(parts);
    if (operation !== undefined) return this.operation(operation);
    const docs = row?.parts ?? [];
    const isForm = row === undefined && startsWithWord(parts);
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index] as CstNode;
      const close = closingIndex(parts, index);
      if (close !== undefined) {
        docs.push(this.bracket(part as LeafCstNode, parts.slice(index + 1, close), parts[close] as LeafCstNode));
        index = close;
      } else {
        docs.push(...this.inFrontOf(parts, index, { row, isForm }), this.node(part));
        if (row !== undefined && isLeaf(part) && part.text === ':') this.addKey(row, index);
      }
    }
    return isForm ? group(concat(docs)) : concat(docs);
  }

  /** A place where the line may end, or a column starts. */
  private inFrontOf(parts: readonly CstNode[], index: number, { row, isForm }: { row?: Row; isForm: boolean }): Doc[] {
    const part = parts[index] as CstNode;
    if (index === 0 || this.isSpaced || this.source.commentsBefore(firstLeaf(part)).length > 0) return [];
    if (isLeaf(part) ? isWord(part) : isComma(parts[index - 1])) {
      const end = line();
      const lead = parts[0] as CstNode;
      if (row !== undefined && row.word === undefined && isLeaf(part) && startsWithWord(parts)) {
        row.word = { space: end, index: row.parts.length };
        row.words = `${(lead as LeafCstNode).text} ${part.text}`;
      }
      this.isSpaced = true;
      return [isForm ? indent(end) : wrap(end)];
    }
    return row?.key !== undefined && firstLeaf(part).text === '@' ? [this.addNote(row)] : [];
  }

  private addKey(row: Row, index: number): void {
    if (row.key !== undefined || row.block === undefined || index !== 1) return;
    const space: Pad = { type: 'pad', wide: 1, block: row.block, breaks: false };
    row.key = { space, index: row.parts.length };
    row.parts.push(space);
    this.isSpaced = true;
  }

  private addNote(row: Row): Doc {
    const space: Pad = { type: 'pad', wide: 1, block: row.block as Group, breaks: false };
    row.notes.push({ space, index: row.parts.length });
    this.isSpaced = true;
    return space;
  }

  private operation({ first, steps }: Operation): Doc {
    const docs = [this.node(first)];
    for (const { operator, right } of steps) {
      const step = [this.token(operator, line()), this.node(right)];
      docs.push(indent(concat(step)));
    }
    return group(concat(docs));
  }

  private bracket(open: LeafCstNode, inner: readonly CstNode[], close: LeafCstNode): Doc {
    const opening = this.token(open);
    const items = itemsOf(inner);
    const gaps = this.gapsOf(items, close);
    if (items.length === 0 && gaps.every(({ ahead, behind }) => ahead.length + behind.length === 0))
      return concat([opening, this.closing(close)]);
    if (open.text !== '{' && isHugged(items, gaps))
      return concat([opening, this.inside(items[0] as Item), this.closing(close)]);
    const rule = this.rules.of(open);
    const block: Group = { type: 'group', doc: nothing, breaks: mustBreak(open, rule, items, gaps) };
    this.level++;
    const rows = this.rows(items, gaps, open.text === '{' ? block : undefined);
    if (open.text === '{') alignColumns(rows, this.level);
    this.level--;
    const padding = open.text === '{' ? ' ' : '';
    const hasStatements = open.text === '{' && rule.separator === 'none';
    if (hasStatements) this.remember(items);
    const content = blockDoc({ rule, items, gaps, rows, padding, hasStatements, keepsBlanks: block.breaks });
    block.doc = concat([opening, indent(content), line(padding), this.closing(close)]);
    block.breaks ||= block.doc.breaks;
    return block;
  }

  private gapsOf(items: readonly Item[], close: LeafCstNode): Gap[] {
    const gaps = items.map(({ first }, index) => this.gap(first, { comma: items[index - 1]?.comma }));
    return [
      ...gaps,
      this.gap(close, { comma: items.at(-1)?.comma, closes: items.length > 0, isEmpty: items.length === 0 }),
    ];
  }

  private closing(close: LeafCstNode): Doc {
    this.isSpaced = true;
    return this.token(close);
  }

  private rows(items: readonly Item[], gaps: readonly Gap[], block: Group | undefined): Row[] {
    return items.map((item, index) => {
      const startsSection = gaps[index]?.blanks.includes(true) === true;
      const row: Row = { startsSection, words: '', doc: nothing, parts: [], notes: [], block };
      row.doc = this.inside(item, row);
      return row;
    });
  }

  private inside({ nodes }: Item, row?: Row): Doc {
    this.isSpaced = true;
    return nodes.length === 1 ? this.node(nodes[0] as CstNode, row) : this.parts(nodes, row);
  }

  /** With the comments in front of it, which stay between the same two tokens, and else with a space, or what takes its place. */
  private token(leaf: LeafCstNode, between: Doc = space): Doc {
    const comments = this.led.has(leaf) ? [] : this.source.commentsBefore(leaf);
    const docs = this.commentsWithin(comments);
    const isApart = comments.length > 0 || (this.previous !== undefined && !touches(this.previous, leaf));
    if (!this.isSpaced && isApart) docs.push(comments.length > 0 ? space : between);
    this.previous = leaf;
    this.isSpaced = false;
    docs.push(tokenDoc(leaf));
    return concat(docs);
  }

  private commentsWithin(comments: readonly Comment[]): Doc[] {
    const docs: Doc[] = [];
    for (const comment of comments) {
      if (comment.lineEndsBefore > 0) docs.push(indent(lineEnd()));
      else if (!this.isSpaced) docs.push(space);
      docs.push(commentDoc(comment, comment.isLine && comment.lineEndsBefore === 0));
      this.isSpaced = comment.isLine || comment.lineEndsAfter > 0;
      if (this.isSpaced) docs.push(indent(lineEnd()));
    }
    return docs;
  }
}

interface Operation {
  first: CstNode;
  steps: { operator: LeafCstNode; right: CstNode }[];
}

/** Operands of operators that bind equally tight, such as `a + b - c`, as one row. */
function operationOf(parts: readonly CstNode[]): Operation | undefined {
  const steps: Operation['steps'] = [];
  let first: CstNode | undefined;
  let tightness: unknown;
  for (let [left, operator, right] = parts; left && operator && right && isLeaf(operator); ) {
    const assignment = operatorOf(operator);
    if (assignment === undefined || (tightness !== undefined && assignment !== tightness)) break;
    tightness = assignment;
    steps.unshift({ operator, right });
    first = left;
    const inner = unwrapped(left);
    [left, operator, right] = isCompositeCstNode(inner) ? visible(inner) : [];
  }
  return first === undefined ? undefined : { first, steps };
}

function startsWithWord(parts: readonly CstNode[]): boolean {
  const first = parts[0] as CstNode;
  return isLeaf(first) && isWord(first);
}

function isComma(node: CstNode | undefined): boolean {
  return node !== undefined && isLeaf(node) && node.text === ',';
}

/** As they were written: on several lines stays on several lines. Parentheses follow the width alone. */
function mustBreak(
  open: LeafCstNode,
  { separator }: BracketRule,
  items: readonly Item[],
  gaps: readonly Gap[],
): boolean {
  if (gaps.some(({ mustEndLine }) => mustEndLine)) return true;
  if (open.text === '{') return separator === 'none' || gaps.some(({ endsLine }) => endsLine);
  return open.text === '[' && items.length > 1 && gaps.slice(0, -1).every(({ endsLine }) => endsLine);
}

/** One item that brings its own brackets, as in `[{ … }]`, needs no lines around it. */
function isHugged(items: readonly Item[], gaps: readonly Gap[]): boolean {
  const [only] = items;
  if (only === undefined || items.length > 1 || gaps.some(({ behind, ahead }) => behind.length + ahead.length > 0))
    return false;
  const inner = unwrapped(only.nodes[0] as CstNode);
  if (only.nodes.length > 1) return false;
  if (!isCompositeCstNode(inner)) return (inner as LeafCstNode).text.startsWith('"""');
  const parts = visible(inner);
  return closingIndex(parts, 0) === parts.length - 1;
}
