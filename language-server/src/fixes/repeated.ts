/** What is there twice, or in a place where it says nothing: it goes, or gets another name. */
import { streamsOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { removeItem } from './editing/lists.ts';
import { otherName, writtenName } from './editing/names.ts';
import { addProperty } from './editing/properties.ts';
import { replace, replacePlace, type Span, spanOf, textAround, textOf } from './editing/spans.ts';
import { removeStatement } from './editing/statements.ts';
import { type Fix, preferred } from './fix.ts';

/** Records and meaning stay the same. */
export const needlessItems: Fix = {
  codes: ['FLOW309', 'FLOW313', 'FLOW602'],
  mends({ node, code }) {
    const mends = preferred('Remove it', withoutItem(node));
    return mends.map((mend) => ({ ...mend, isSafe: code !== 'FLOW313' }));
  },
};

/** The property of a list that would be left empty goes with it. */
function withoutItem(node: AstNode): TextEdit {
  const list = node.$container;
  const property = list?.$container;
  const isLast = ast.isListLiteral(list) && list.items.length === 1 && ast.isProperty(property);
  if (!isLast) return removeItem(node);
  const block = property.$container;
  const isOnly = ast.isPropertyBlock(block) && block.properties.length === 1 && !ast.isModel(block.$container);
  return isOnly ? replace(textAround(block), withSpaceBefore(block), '') : removeItem(property);
}

function withSpaceBefore(node: AstNode): Span {
  const { offset, end } = spanOf({ node });
  const before = /\s*$/.exec(textAround(node).getText().slice(0, offset))?.[0].length ?? 0;
  return { offset: offset - before, end };
}

export const sameNames: Fix = {
  codes: ['FLOW112', 'FLOW250', 'FLOW312'],
  mends({ node, diagnostic, code }) {
    const name = (node as { name?: string }).name;
    if (name === undefined || ast.isImportedSymbol(node))
      return ast.isImportedSymbol(node) ? preferred('Remove it from the import', removeItem(node)) : [];
    const other = otherName(name, namesBeside(node));
    const rename = preferred(`Rename it to "${other}"`, replacePlace(diagnostic.place, writtenName(other)));
    const isField = code === 'FLOW250';
    return isField ? [...rename, { title: 'Remove the field', edits: [removeItem(node)] }] : rename;
  },
};

function namesBeside(node: AstNode): Set<string> {
  const flow = AstUtils.getContainerOfType(node, ast.isFlow);
  const isNode = ast.isNode(node) || ast.isParameter(node);
  if (flow !== undefined && isNode)
    return new Set(
      streamsOf(flow)
        .concat(flow.parameters as never[])
        .map(({ name }) => name),
    );
  const beside = node.$container === undefined ? [] : AstUtils.streamContents(node.$container).toArray();
  return new Set(beside.map((one) => (one as { name?: string }).name ?? ''));
}

/** One column of each name: this item goes, or all of the other side get a prefix. */
export const sameColumns: Fix = {
  codes: ['FLOW256'],
  mends({ node }) {
    const join = node.$container;
    if (ast.isInput(node) && ast.isJoinNode(join)) {
      const prefix = `${textOf({ node }).replace(/[^\w]+/g, '_')}_`;
      return preferred(`Give its columns the prefix "${prefix}"`, addProperty(join, `prefix: "${prefix}"`));
    }
    return ast.isSelectItem(node) || ast.isProperty(node) ? preferred('Remove it', removeItem(node)) : [];
  },
};

/** A second input, or a wait, of a task. */
export const taskInputs: Fix = {
  codes: ['FLOW305', 'FLOW307'],
  mends({ node, code, diagnostic }) {
    if (code === 'FLOW307')
      return ast.isTaskNode(node) ? preferred('Remove the wait', withoutWait(node, diagnostic.place.index ?? 0)) : [];
    const task = node.$container;
    if (!ast.isTaskNode(task)) return [];
    const whole = preferred('Give it all records at once: mode: whole', addProperty(task, 'mode: whole'));
    return [...whole, { title: 'Remove this input', edits: [removeItem(node)] }];
  },
};

function withoutWait(task: ast.TaskNode, index: number): TextEdit {
  const text = textAround(task);
  const span = spanOf({ node: task, property: 'after', index });
  const source = text.getText();
  const [before, behind] = [source.slice(0, span.offset), source.slice(span.end)];
  const only = task.after.length === 1 ? /\s*\bafter\s+$/.exec(before) : undefined;
  const parted = only ?? /\s*,\s*$/.exec(before);
  if (parted) return replace(text, { offset: span.offset - parted[0].length, end: span.end }, '');
  return replace(text, { offset: span.offset, end: span.end + (/^\s*,\s*/.exec(behind)?.[0].length ?? 0) }, '');
}

export const unusedNodes: Fix = {
  codes: ['FLOW302'],
  mends({ node }) {
    if (!ast.isNode(node)) return [];
    const flow = AstUtils.getContainerOfType(node, ast.isFlow);
    const output = flow && !ast.isRouteNode(node) ? addOutput(flow, node.name) : undefined;
    return [
      { title: `Remove "${node.name}"`, edits: [removeStatement(node)], isPreferred: true },
      ...(output === undefined ? [] : [{ title: `Make "${node.name}" an output of the flow`, edits: [output] }]),
    ];
  },
};

function addOutput(flow: ast.Flow, name: string): TextEdit | undefined {
  const last = flow.outputs.at(-1);
  const text = textAround(flow);
  if (last !== undefined) {
    const { end } = spanOf({ node: last });
    return replace(text, { offset: end, end }, `, ${writtenName(name)}`);
  }
  const parameter = flow.parameters.at(-1);
  const from = parameter === undefined ? spanOf({ node: flow, property: 'name' }).end : spanOf({ node: parameter }).end;
  const brace = text.getText().indexOf('{', from);
  return brace < 0 ? undefined : replace(text, { offset: brace, end: brace }, `-> ${writtenName(name)} `);
}
