/** Statements and expressions that are written as something else, which means what was meant. */
import { aggregateNamed } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, GrammarUtils } from 'langium';
import { converted } from './conversions.ts';
import { writtenName } from './editing/names.ts';
import { replace, replacePlace, spanOf, textAround, textOf } from './editing/spans.ts';
import { type Fix, type Mend, preferred } from './fix.ts';

/** A select that computes over a group is an aggregate; what it names beside are the keys. */
export const selectsOfGroups: Fix = {
  codes: ['FLOW221'],
  mends({ node }) {
    const select = AstUtils.getContainerOfType(node, ast.isSelectNode);
    const items = select?.items.filter(ast.isFieldItem) ?? [];
    if (select === undefined || items.length !== select.items.length) return [];
    const computed = items.filter(({ value }) => ast.isCall(value) && aggregateNamed(value.function) !== undefined);
    if (!computed.some(({ value }) => value === node)) return [];
    const keys = items.filter((item) => !computed.includes(item)).map((item) => textOf({ node: item }));
    const by = keys.length === 0 ? '' : ` by ${keys.join(', ')}`;
    const columns = computed.map((item) => textOf({ node: item })).join(', ');
    const head = `aggregate ${writtenName(select.name)}(${textOf({ node: select.input })})`;
    return preferred('Make it an aggregate', replacePlace({ node: select }, `${head}${by} { ${columns} }`));
  },
};

/** The fields of a record that is written out become columns of their own. */
export const recordsInSelects: Fix = {
  codes: ['FLOW214'],
  mends({ node }) {
    const item = node.$container;
    if (!ast.isObjectLiteral(node) || !ast.isFieldItem(item) || !ast.isSelectNode(item.$container)) return [];
    const columns = node.properties.map(({ key, value }) => {
      return `${writtenName(`${item.name}_${key}`)}: ${value === undefined ? '' : textOf({ node: value })}`;
    });
    return preferred('Make its fields columns', replacePlace({ node: item }, columns.join(', ')));
  },
};

/** One side becomes of the type of the other; a literal is the likelier. */
export const typesInCommon: Fix = {
  codes: ['FLOW212'],
  mends({ node, facts: { types: [first = '', second = '', ...more] = [] } }) {
    const sides = more.length > 0 ? [] : sidesOf(node);
    const [left, right] = sides;
    if (left === undefined || right === undefined) return [];
    const choices = [
      { value: right, type: first },
      { value: left, type: second },
    ];
    const mends = choices.flatMap(({ value, type }) => conversions(value, type));
    return mends.map((mend, index) => ({ ...mend, isPreferred: index === 0 }));
  },
};

function sidesOf(node: unknown): ast.Expression[] {
  if (ast.isConditional(node)) return [node.then, node.else].filter((side) => side !== undefined);
  return ast.isBinary(node) ? [node.left, node.right] : [];
}

function conversions(value: ast.Expression, type: string): Mend[] {
  return converted(value, textOf({ node: value }), type, false).map((text) => {
    return { title: `Change to ${text}`, edits: [replacePlace({ node: value }, text)] };
  });
}

/** The first columns of a list that is too long for the input of a model. */
export const longInputs: Fix = {
  codes: ['FLOW404'],
  mends({ node, facts: { count = 0 } }) {
    const list = ast.isProperty(node) ? node.value : undefined;
    if (!ast.isListLiteral(list) || count < 1 || list.items.length <= count || list.items.some(ast.isAllItem))
      return [];
    const last = list.items[count - 1];
    const end = list.items.at(-1);
    if (last === undefined || end === undefined) return [];
    const rest = { offset: spanOf({ node: last }).end, end: spanOf({ node: end }).end };
    return [{ title: `Keep the first ${count}`, edits: [replace(textAround(list), rest, '')] }];
  },
};

/** An annotation that does not go with its field; of a range that is the wrong way round the bounds change places. */
export const wrongAnnotations: Fix = {
  codes: ['FLOW127'],
  mends({ node }) {
    const annotation = AstUtils.getContainerOfType(node, ast.isAnnotation);
    if (annotation === undefined) return [];
    const { offset, end } = spanOf({ node: annotation });
    const before = /\s*$/.exec(textAround(annotation).getText().slice(0, offset))?.[0].length ?? 0;
    const edit = replace(textAround(annotation), { offset: offset - before, end }, '');
    return [...swapped(annotation), { title: `Remove "@${annotation.name}"`, edits: [edit] }];
  },
};

function swapped(annotation: ast.Annotation): Mend[] {
  const [min, max] = ['min', 'max'].map((name) => annotation.arguments.find((one) => one.name === name)?.value);
  if (annotation.name !== 'range' || min === undefined || max === undefined) return [];
  const [low, high] = [textOf({ node: min }), textOf({ node: max })];
  if (!(Number(low) > Number(high))) return [];
  return preferred('Swap min and max', replacePlace({ node: min }, high), replacePlace({ node: max }, low));
}

/** The value itself stands in no file: only the name of the secret does. */
export const openSecrets: Fix = {
  codes: ['FLOW223'],
  mends({ node, diagnostic }) {
    const call = AstUtils.getContainerOfType(node, ast.isCall);
    const name = (call?.function ?? 'key').toUpperCase();
    const value = ast.isArgument(node) ? { node, property: 'value' } : diagnostic.place;
    return preferred(`Write secret("${name}_KEY")`, replacePlace(value, `secret("${name}_KEY")`));
  },
};

/** Nothing stands in it yet. */
export const emptySchemas: Fix = {
  codes: ['FLOW263'],
  mends({ node }) {
    const body = ast.isSchema(node) ? node.body : undefined;
    const open = GrammarUtils.findNodeForKeyword(body?.$cstNode, '{');
    const close = GrammarUtils.findNodeForKeyword(body?.$cstNode, '}');
    if (body === undefined || open === undefined || close === undefined) return [];
    return preferred('Add a field', replace(textAround(node), { offset: open.end, end: close.offset }, ' id: string '));
  },
};
