/** Nodes and the edges between them. */
import { analyzeFlow, givesRecords, streamsOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils, GrammarUtils } from 'langium';
import { addItem } from './editing/lists.ts';
import { writtenName } from './editing/names.ts';
import { insert, replace, replacePlace, spanOf, textAround, textOf } from './editing/spans.ts';
import { nodeAround, putBefore } from './editing/statements.ts';
import { type Fix, type Mend, preferred } from './fix.ts';

/** What a write writes comes from the node that it reads. */
export const readsOfWrites: Fix = {
  codes: ['FLOW304'],
  mends({ node, diagnostic }) {
    const source = ast.isInput(node) || ast.isOutput(node) ? node.node?.ref : undefined;
    const input = ast.isWriteNode(source) ? source.input : undefined;
    if (input === undefined || (ast.isOutput(node) && input.port !== undefined)) return [];
    const text = textOf({ node: input });
    return preferred(`Read "${text}", as it does`, replacePlace(diagnostic.place, text));
  },
};

/** Nodes above that give records; the last one is the likeliest. */
export const missingInputs: Fix = {
  codes: ['FLOW306'],
  mends({ node }) {
    const flow = AstUtils.getContainerOfType(node, ast.isFlow);
    if (!ast.isTaskNode(node) || flow === undefined) return [];
    const { offset } = spanOf({ node });
    const above = streamsOf(flow).filter((one) => givesRecords(one) && spanOf({ node: one }).end <= offset);
    return above
      .toReversed()
      .slice(0, 5)
      .map(({ name }, index) => ({
        title: `Read "${name}"`,
        edits: [inputEdit(node, writtenName(name))],
        isPreferred: index === 0,
      }));
  },
};

function inputEdit(task: ast.TaskNode, name: string) {
  const open = GrammarUtils.findNodeForKeyword(task.$cstNode, '(');
  const { end } = spanOf({ node: task, property: 'name' });
  const text = textAround(task);
  // The brackets of the block come later.
  const hasBrackets = open !== undefined && /^\s*$/.test(text.getText().slice(end, open.offset));
  return hasBrackets ? insert(text, open.end, name) : insert(text, end, `(${name})`);
}

/** The port moves behind the others, with its comma. */
export const otherwiseLast: Fix = {
  codes: ['FLOW311'],
  mends({ node }) {
    const route = node.$container;
    if (!ast.isPort(node) || !ast.isRouteNode(route)) return [];
    const behind = route.ports.slice((node.$containerIndex ?? 0) + 1);
    const ports = [...behind, node].map((port) => textOf({ node: port }));
    const places = [node, ...behind].map((port) => spanOf({ node: port }));
    const text = textAround(node);
    return preferred('Move it to the end', ...places.map((span, index) => replace(text, span, ports[index] ?? '')));
  },
};

/** A select or an aggregate of nothing. */
export const emptyBlocks: Fix = {
  codes: ['FLOW259', 'FLOW318'],
  mends({ node }) {
    if (ast.isSelectNode(node))
      return preferred('Keep all columns', addItem({ owner: node, open: '{', items: [] }, '*'));
    if (!ast.isAggregateNode(node)) return [];
    return preferred('Count the records', addItem({ owner: node, open: '{', items: [] }, 'count: count()'));
  },
};

/** The columns that the other input of a union lacks are left out of this one. */
export const unionColumns: Fix = {
  codes: ['FLOW314'],
  mends({ node, diagnostic, facts: { columns = [] } }) {
    const other = diagnostic.related?.[0]?.place.node;
    if (!ast.isInput(other) || !ast.isInput(node)) return [];
    const names = columns.map(writtenName);
    const title = `Leave ${columns.map((name) => `"${name}"`).join(', ')} out of "${textOf({ node: other })}"`;
    const wanted = `${other.node?.$refText ?? 'same'}Shared`;
    const edits = putBefore(
      other,
      wanted,
      (name, source) => `select ${name}(${source}) { * except (${names.join(', ')}) }`,
    );
    return [{ title, edits, isPreferred: true }, ...nullColumns(node, other, columns)];
  },
};

/** Or the input that lacks them gets them, without a value. */
function nullColumns(input: ast.Input, other: ast.Input, columns: readonly string[]): Mend[] {
  const flow = AstUtils.getContainerOfType(input, ast.isFlow);
  const reader = nodeAround(input);
  const known = flow && reader && analyzeFlow(flow).nodes.get(reader.name);
  const fields = known?.inputs.find(({ place }) => place === other)?.record?.fields ?? [];
  const items = columns.map((column) => {
    const type = fields.find(({ name }) => name === column)?.type;
    return type?.kind === 'scalar' ? `${writtenName(column)}: ${type.name}(null)` : undefined;
  });
  if (items.includes(undefined) || items.length === 0) return [];
  const wanted = `${input.node?.$refText ?? 'same'}Filled`;
  const edits = putBefore(input, wanted, (name, source) => `select ${name}(${source}) { *, ${items.join(', ')} }`);
  return [
    { title: `Fill ${columns.map((name) => `"${name}"`).join(', ')} of "${textOf({ node: input })}" with null`, edits },
  ];
}

/** A field that a select above leaves out, though what it reads has it. */
export const lostColumns: Fix = {
  codes: ['FLOW201', 'FLOW257', 'FLOW403'],
  mends({ node, facts: { input, name = input } }) {
    const flow = AstUtils.getContainerOfType(node, ast.isFlow);
    const reader = nodeAround(node);
    if (flow === undefined || reader === undefined || name === undefined) return [];
    const { nodes } = analyzeFlow(flow);
    const select = selectAbove(reader);
    const hasIt = select && nodes.get(select.name)?.input?.fields.some((field) => field.name === name);
    if (!select || !hasIt) return [];
    const edit = addItem({ owner: select, open: '{', items: select.items }, writtenName(name));
    return preferred(`Let "${select.name}" keep "${name}"`, edit);
  },
};

/** Through nodes that pass all columns on. */
function selectAbove(node: AstNode): ast.SelectNode | undefined {
  const seen = new Set<AstNode>();
  for (let at: AstNode | undefined = node; at !== undefined && !seen.has(at); ) {
    seen.add(at);
    const source: ast.Stream | undefined = (at as { input?: ast.Input }).input?.node?.ref;
    if (ast.isSelectNode(source)) return source;
    at = ast.isFilterNode(source) || ast.isRouteNode(source) ? source : undefined;
  }
  return undefined;
}
