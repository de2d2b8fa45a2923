/**
 * Slips of the pen in a sound flow: every place where one of a kind can be made, with what may be said of it. A slip is one small
 * change; a word that is spelt wrong is never another word of the text.
 */
import { type AstNode, AstUtils, type CstNode, CstUtils, GrammarUtils, type LangiumDocument } from 'langium';
import type { Mutation, Span } from './text-mutations.ts';

export interface Slip {
  kind: string;
  change: Mutation;
  /**
   * `one`: exactly one mistake, which touches the changed words. `none or one`: whether it is a mistake depends on the rest.
   * `uses`: what was called by this name is gone; each place that names it is a mistake of its own, and nothing else is.
   */
  wants: 'one' | 'none or one' | 'uses';
  /** The name that is gone, or the word that was damaged. */
  word: string;
}

interface Leaf {
  cst: CstNode;
  node: AstNode;
  /** The property of the node that the token fills. */
  property: string | undefined;
  isKeyword: boolean;
  previous: CstNode | undefined;
}

/** By type and property: places where a name stands for something declared elsewhere. */
const references = new Set([
  'ImportedSymbol.declaration',
  'Schema.bases',
  'SchemaReference.schema',
  'InferNode.model',
  'TaskNode.model',
  'TaskNode.after',
  'FlowRun.flow',
  'Source.dataset',
  'Input.node',
  'Input.port',
  'Input.subport',
  'Output.node',
  'TestClause.node',
  'TestClause.port',
  'Reference.name',
  'Member.field',
  'AllItem.except',
  'Call.function',
  'Argument.name',
  'Property.key',
  'Annotation.name',
  'ScalarReference.name',
  'Import.path',
]);

const declared = new Set(['Schema', 'Model', 'Dataset', 'Flow', 'Parameter', 'FieldDeclaration', 'FieldItem', 'Port']);

export function slipsOf(document: LangiumDocument): Slip[] {
  const { rootCst, text } = { rootCst: document.parseResult.value.$cstNode, text: document.textDocument.getText() };
  if (rootCst === undefined) return [];
  const words = new Set(text.match(/\w+/g));
  const leaves = leavesOf(rootCst);
  return leaves
    .flatMap((leaf) => [...namesIn(leaf, words), ...tokensAround(leaf), ...typesIn(leaf)])
    .concat(partsIn(document));
}

function leavesOf(root: CstNode): Leaf[] {
  const visible = CstUtils.flattenCst(root)
    .filter(({ hidden }) => !hidden)
    .toArray();
  return visible.map((cst, i) => {
    const assignment = GrammarUtils.findAssignment(cst);
    const isKeyword = assignment === undefined || /^[^\w]*$/.test(cst.text);
    return { cst, node: cst.astNode, property: assignment?.feature, isKeyword, previous: visible[i - 1] };
  });
}

// ---- Names

function namesIn(leaf: Leaf, words: ReadonlySet<string>): Slip[] {
  const { cst, node, property } = leaf;
  if (!/^["`]?\w/.test(cst.text) || /^\d/.test(cst.text)) return [];
  const slip = (kind: string, wants: Slip['wants']): Slip[] => [
    { kind, wants, word: cst.text, change: { at: spanOf(cst), text: misspelt(cst.text, words) } },
  ];
  if (property === undefined) return slip('keyword', 'one');
  if (isInFailedRecord(node)) return [];
  if (references.has(`${node.$type}.${property}`) && !isOutputColumn(node))
    return slip(`${node.$type}.${property}`, 'one');
  if (property === 'name' && isBareItem(node)) return slip('FieldItem.name', 'one');
  if (isDeclaration(node, property)) return slip(`declared ${node.$type}`, 'uses');
  return [];
}

/** A record that failed is JSON, of which any key may be one. */
function isInFailedRecord(node: AstNode): boolean {
  const clause = AstUtils.getContainerOfType(node, (one): one is AstNode => one.$type === 'TestClause');
  const isInside = node.$type === 'Property' && node.$container?.$container?.$type === 'Property';
  return isInside && (clause as { port?: string } | undefined)?.port === 'errors';
}

function isDeclaration(node: AstNode, property: string): boolean {
  if (isOutputColumn(node)) return property === 'key';
  if (property === 'prefix') return true;
  return property === 'name' && (declared.has(node.$type) || node.$type.endsWith('Node'));
}

/** `outputs: { risk: score }` names a new column. */
function isOutputColumn(node: AstNode): boolean {
  const around = node.$container?.$container;
  return node.$type === 'Property' && around?.$type === 'Property' && (around as { key?: string }).key === 'outputs';
}

function isBareItem(node: AstNode): boolean {
  return node.$type === 'FieldItem' && (node as { value?: AstNode }).value === undefined;
}

/** A letter in the middle is lost; a short word gets one more. */
function misspelt(word: string, known: ReadonlySet<string>): string {
  const middle = Math.ceil(word.length / 2);
  const shorter = word.slice(0, middle) + word.slice(middle + 1);
  if (word.length > 4 && !known.has(shorter)) return shorter;
  const longer = `${word.slice(0, middle)}q${word.slice(middle)}`;
  return longer;
}

// ---- Tokens

function tokensAround({ cst, previous, isKeyword }: Leaf): Slip[] {
  const at = spanOf(cst);
  const slips: Slip[] = [];
  const add = (kind: string, wants: Slip['wants'], change: Mutation) =>
    slips.push({ kind, wants, word: cst.text, change });
  if (/^[)\]},]$/.test(cst.text)) add(`no ${cst.text}`, cst.text === ',' ? 'none or one' : 'one', { at, text: '' });
  if (/^"[^"]/.test(cst.text)) add('no closing quote', 'one', { at, text: cst.text.slice(0, -1) });
  if (!isKeyword || /^\w/.test(cst.text)) add('doubled word', 'none or one', { at, text: `${cst.text} ${cst.text}` });
  else add('doubled sign', 'none or one', { at, text: `${cst.text}${cst.text}` });
  if (previous !== undefined) add('stray +', 'one', { at: { from: at.from, to: at.from }, text: '+ ' });
  return slips;
}

// ---- Types

function typesIn({ cst, node, property }: Leaf): Slip[] {
  if (property !== 'name' || node.$type !== 'ScalarReference') return [];
  const field = AstUtils.getContainerOfType(node, (one): one is AstNode => one.$type === 'FieldDeclaration');
  const word = (field as { name?: string } | undefined)?.name;
  if (word === undefined) return [];
  const other = cst.text === 'string' ? 'int64' : 'string';
  const isNullable = document(node).slice(cst.end, cst.end + 1) === '?';
  const changes = [{ kind: 'other type', wants: 'uses' as const, word, change: { at: spanOf(cst), text: other } }];
  if (isNullable) return changes;
  const nullable = { at: spanOf(cst), text: `${cst.text}?` };
  return [...changes, { kind: 'nullable', wants: 'uses', word, change: nullable }];
}

function document(node: AstNode): string {
  return AstUtils.getDocument(node).textDocument.getText();
}

// ---- Parts that are left out

const parts = new Set(['Property', 'Argument', 'FieldItem', 'SpreadItem', 'FieldDeclaration']);

function partsIn(of: LangiumDocument): Slip[] {
  const text = of.textDocument.getText();
  const nodes = AstUtils.streamAllContents(of.parseResult.value).filter(
    (node) => parts.has(node.$type) && !isAllowedValue(node),
  );
  return nodes.toArray().flatMap((node) => {
    const at = node.$cstNode && withItsComma(spanOf(node.$cstNode), text);
    if (at === undefined) return [];
    const name = (node as { name?: string }).name;
    const isColumn = node.$type.endsWith('Item') || node.$type === 'FieldDeclaration' || isOfModel(node);
    return {
      kind: `no ${node.$type}`,
      wants: isColumn ? 'uses' : 'none or one',
      word: name ?? '',
      change: { at, text: '' },
    };
  });
}

/** Without it the schema is as sound as before, and each record that has the value is wrong by itself. */
function isAllowedValue({ $type, $container }: AstNode): boolean {
  return $type === 'Argument' && ($container as { name?: string } | undefined)?.name === 'oneOf';
}

/** What the outputs of a model become, or what fills its inputs, each of which is missed by itself. */
function isOfModel(node: AstNode): boolean {
  return isOutputColumn(node) || /^(inputs|outputs)$/.test((node as { key?: string }).key ?? '');
}

function withItsComma({ from, to }: Span, text: string): Span {
  const behind = /^\s*,/.exec(text.slice(to))?.[0].length ?? 0;
  if (behind > 0) return { from, to: to + behind };
  const before = /,\s*$/.exec(text.slice(0, from))?.[0].length ?? 0;
  return { from: from - before, to };
}

function spanOf({ offset, end }: CstNode): Span {
  return { from: offset, to: end };
}
