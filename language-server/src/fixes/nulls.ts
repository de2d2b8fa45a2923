/** Null where there may be none: a default, or a filter before; and questions about null where there is none. */
import { isNullable } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { flowAround } from '../cursor/flow-around.ts';
import { writtenName } from './editing/names.ts';
import { insert, replacePlace, spanOf, textAround, textOf } from './editing/spans.ts';
import { nodeAround, putBefore } from './editing/statements.ts';
import { type Fix, type Mend, preferred } from './fix.ts';

export const nullIntoModel: Fix = {
  codes: ['FLOW410'],
  mends({ node, diagnostic, facts: { columns = [], example } }): Mend[] {
    const names = columns.map((name) => `"${name}"`).join(', ');
    const value = ast.isProperty(node) ? node.value : undefined;
    const edits = value === undefined || example === undefined ? [] : defaults(value, columns, example);
    const isAll = edits.length === columns.length && columns.length > 0;
    const filter = filterBefore(diagnostic.place.node, columns);
    return [
      ...(isAll ? [{ title: `Write ${example} where ${names} is null`, edits, isPreferred: true }] : []),
      { title: `Keep only records where ${names} is not null`, edits: filter, isPreferred: !isAll },
    ];
  },
};

/** Behind each name that is written out; a `*` has no place for a default. */
function defaults(value: ast.Expression, columns: readonly string[], example: string): TextEdit[] {
  const items: readonly ast.ListItem[] = ast.isListLiteral(value) ? value.items : [value];
  return items
    .filter((item) => columns.includes(textOf({ node: item }).replaceAll('`', '')))
    .map((item) => insert(textAround(item), spanOf({ node: item }).end, ` ?? ${example}`));
}

/** A filter between the node and its input. */
function filterBefore(place: AstNode, columns: readonly string[]): TextEdit[] {
  const node = nodeAround(place);
  const input = (node as { input?: ast.Input } | undefined)?.input;
  if (input === undefined || columns.length === 0) return [];
  const paths = columns.map((column) => column.split('.').map(writtenName).join('.'));
  const condition = paths.map((path) => `${path} != null`).join(' and ');
  return putBefore(input, 'known', (name, source) => `filter ${name}(${source}) where ${condition}`);
}

/** A window of a time that may be null. */
export const nullableTimes: Fix = {
  codes: ['FLOW317'],
  mends({ node }) {
    const analysis = flowAround(node)?.node;
    const time = ast.isAggregateNode(node) ? textOf({ node, property: 'time' }).replaceAll('`', '') : '';
    const type = analysis?.input?.fields.find(({ name }) => name === time)?.type;
    const isTime = type?.kind === 'scalar' && type.name === 'timestamp' && isNullable(type);
    if (!isTime) return [];
    return preferred(`Keep only records where "${time}" is not null`, ...filterBefore(node, [time]));
  },
};

export const needlessDefaults: Fix = {
  codes: ['FLOW218'],
  mends({ node, diagnostic }) {
    if (!ast.isBinary(node)) return [];
    const isDefault = diagnostic.place.property === 'right';
    const left = textOf({ node: node.left });
    if (isDefault) return safe('Remove the default', withoutDefault(node, left));
    const always = node.operator === '!=' ? 'true' : 'false';
    const joined = node.$container;
    const isPart = ast.isBinary(joined) && joined.operator === 'and' && always === 'true';
    if (!isPart) return [{ title: `Change to ${always}`, edits: [replacePlace({ node }, always)] }];
    const other = joined.left === node ? joined.right : joined.left;
    return preferred('Remove the question', replacePlace({ node: joined }, textOf({ node: other })));
  },
};

/** The brackets of the whole stay: they are of the expression around. */
function withoutDefault(node: ast.Binary, left: string): TextEdit {
  const { offset } = spanOf({ node: node.left });
  const { end } = spanOf({ node: node.right });
  const text = textAround(node);
  const written = text.getText().slice(offset, end);
  return {
    range: { start: text.positionAt(offset), end: text.positionAt(end) },
    newText: written.startsWith(left) ? left : written,
  };
}

function safe(title: string, edit: TextEdit): Mend[] {
  return [{ title, edits: [edit], isPreferred: true, isSafe: true }];
}
