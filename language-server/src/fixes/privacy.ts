/**
 * Personal data that would be written. It is hashed or left out before, or the write says that it may; the last is never the
 * first choice, because it is the one that lets the data go.
 */
import { analyzeFlow, type RecordType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { addItem, removeItem } from './editing/lists.ts';
import { writtenName } from './editing/names.ts';
import { addProperty, findProperty } from './editing/properties.ts';
import { replacePlace, textOf } from './editing/spans.ts';
import { nodeAround, putBefore } from './editing/statements.ts';
import type { Fix, Mend } from './fix.ts';

export const sensitiveColumns: Fix = {
  codes: ['FLOW601'],
  mends({ node, facts: { columns = [] } }) {
    const write = nodeAround(node);
    if (!ast.isInput(node) || !ast.isWriteNode(write)) return [];
    const isRecord = node.port === 'errors' || node.subport === 'errors';
    return [
      ...(isRecord ? [] : [...hashed(node, columns), leftOut(node, columns)]),
      { title: `Allow ${columns.map((name) => `"${name}"`).join(', ')} to be written`, edits: allowed(write, columns) },
    ];
  },
};

/** Only text can be hashed as it is. */
function hashed(input: ast.Input, columns: readonly string[]): Mend[] {
  const record = recordOf(input);
  const areTexts = columns.every((column) => {
    const type = record?.fields.find(({ name }) => name === column)?.type;
    return type?.kind === 'scalar' && type.name === 'string';
  });
  if (!areTexts || columns.length === 0) return [];
  const names = columns.map((name) => `"${name}"`).join(', ');
  return [
    { title: `Hash ${names} with sha256`, edits: hashEdits(input, columns, sha256), isPreferred: true },
    { title: `Hash ${names} with hmac and a secret key`, edits: hashEdits(input, columns, hmac) },
  ];
}

type Hash = (value: string, column: string) => string;

const sha256: Hash = (value) => `sha256(${value})`;
/** What can be guessed can be hashed and compared, so short numbers and words need a key. */
const hmac: Hash = (value, column) => `hmac(${value}, secret("${column.toUpperCase().replace(/\W+/g, '_')}_KEY"))`;

/** In the select that makes them, where it makes all of them and nobody else reads it; else in one of its own. */
function hashEdits(input: ast.Input, columns: readonly string[], hash: Hash): TextEdit[] {
  const items = ownItems(input, columns);
  if (items !== undefined) return items.map((item) => hashItem(item, hash));
  return putBefore(input, 'hashed', (name, source) => {
    const hashes = columns.map((column) => `${writtenName(column)}: ${hash(writtenName(column), column)}`);
    return `select ${name}(${source}) { * except (${columns.map(writtenName).join(', ')}), ${hashes.join(', ')} }`;
  });
}

function hashItem(item: ast.FieldItem, hash: Hash): TextEdit {
  const name = writtenName(item.name);
  const { value } = item;
  if (value === undefined) return replacePlace({ node: item }, `${name}: ${hash(name, item.name)}`);
  return replacePlace({ node: value }, hash(textOf({ node: value }), item.name));
}

/** The items that make the columns, of the select that is read here and nowhere else. */
function ownItems(input: ast.Input, columns: readonly string[]): ast.FieldItem[] | undefined {
  const select = input.node?.ref;
  const flow = AstUtils.getContainerOfType(input, ast.isFlow);
  if (!ast.isSelectNode(select) || flow === undefined || isReadElsewhere(select, input, flow)) return undefined;
  const items = select.items.filter(ast.isFieldItem).filter(({ name }) => columns.includes(name));
  return items.length === columns.length ? items : undefined;
}

function isReadElsewhere(select: ast.SelectNode, input: ast.Input, flow: ast.Flow): boolean {
  const readers = AstUtils.streamAst(flow).filter((one) => {
    if (ast.isInput(one)) return one !== input && one.node?.ref === select;
    return (ast.isOutput(one) && one.node?.ref === select) || (ast.isReference(one) && one.name === select.name);
  });
  return readers.head() !== undefined;
}

function leftOut(input: ast.Input, columns: readonly string[]): Mend {
  const items = ownItems(input, columns);
  const select = items?.[0]?.$container;
  const isAll = ast.isSelectNode(select) && select.items.length === items?.length;
  const names = columns.map(writtenName).join(', ');
  const edits =
    items !== undefined && !isAll
      ? items.map(removeItem)
      : putBefore(input, 'shown', (name, source) => `select ${name}(${source}) { * except (${names}) }`);
  return { title: `Leave out ${columns.map((name) => `"${name}"`).join(', ')}`, edits };
}

function allowed(write: ast.WriteNode, columns: readonly string[]): (TextEdit | undefined)[] {
  const names = columns.map(writtenName).join(', ');
  const list = findProperty(write, 'allow')?.value;
  if (ast.isListLiteral(list)) return [addItem({ owner: list, open: '[', items: list.items }, names)];
  return [addProperty(write, `allow: [${names}]`)];
}

function recordOf(input: ast.Input): RecordType | undefined {
  const flow = AstUtils.getContainerOfType(input, ast.isFlow);
  const reader = nodeAround(input);
  return flow && reader && analyzeFlow(flow).nodes.get(reader.name)?.input;
}

/** What is handed to a flow that writes it is hashed before. */
export const sensitiveArguments: Fix = {
  codes: ['FLOW603'],
  mends({ node, facts: { columns = [] } }) {
    const [column = '.'] = columns;
    const use = nodeAround(node);
    const flow = use && AstUtils.getContainerOfType(use, ast.isFlow);
    if (!ast.isArgument(node) || flow === undefined || column.includes('.')) return [];
    const source = textOf({ node, property: 'value' });
    const name = writtenName(column);
    const statement = (fresh: string) => `select ${fresh}(${source}) { * except (${name}), ${name}: sha256(${name}) }`;
    return [
      { title: `Hash "${column}" with sha256 before`, edits: putBefore(node, 'hashed', statement), isPreferred: true },
    ];
  },
};
