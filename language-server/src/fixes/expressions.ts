/** Types that do not go together: a literal gets the form that is wanted, anything else the function that converts it. */
import { functionNamed } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { converted } from './conversions.ts';
import { removeItem } from './editing/lists.ts';
import { writtenName } from './editing/names.ts';
import { insert, replacePlace, spanOf, textAround, textOf } from './editing/spans.ts';
import { type Fix, type Mend, preferred } from './fix.ts';

/** A value where one type is wanted. */
export const wrongTypes: Fix = {
  codes: ['FLOW207', 'FLOW261', 'FLOW280', 'FLOW285'],
  mends({ node, diagnostic, facts: { type }, code }) {
    const value = ast.isParameter(node) ? node.default : ast.isArgument(node) ? node.value : (node as ast.Expression);
    if (type === undefined || value === undefined) return [];
    const isConstant = code !== 'FLOW207';
    const place = ast.isArgument(node) ? { node, property: 'value' } : diagnostic.place;
    return converted(value, textOf(place), type, isConstant).map((text, index) => {
      return { title: `Change to ${text}`, edits: [replacePlace(place, text)], isPreferred: index === 0 };
    });
  },
};

/** Either side may be the wrong one; a literal is the likelier. */
export const wrongOperands: Fix = {
  codes: ['FLOW210'],
  mends({ node, facts: { types = [] } }) {
    // Bools have no order.
    if (!ast.isBinary(node) || (types.includes('bool') && !/^[=!]=$/.test(node.operator))) return [];
    const [left = '', right = ''] = types;
    const sides = [
      { value: node.right, type: left },
      { value: node.left, type: right },
    ];
    const isLiteral = ({ value }: { value: AstNode }) => ast.isLiteral(value);
    return sides
      .toSorted((a, b) => Number(isLiteral(b)) - Number(isLiteral(a)))
      .flatMap(({ value, type }) => conversions(value, type))
      .map((mend, index) => ({ ...mend, isPreferred: index === 0 }));
  },
};

function conversions(value: ast.Expression, type: string): Mend[] {
  return converted(value, textOf({ node: value }), type, false).map((text) => {
    return { title: `Change to ${text}`, edits: [replacePlace({ node: value }, text)] };
  });
}

/** The first parameter of any of the forms of a function. */
export const wrongArguments: Fix = {
  codes: ['FLOW208'],
  mends({ node, facts: { types = [] } }) {
    const [only, ...others] = ast.isCall(node) ? node.arguments : [];
    const type = types.find((one) => one === 'string') ?? types.find((one) => one === 'number' || one === 'real');
    if (only === undefined || others.length > 0 || type === undefined) return [];
    return conversions(only.value, type).map((mend, index) => ({ ...mend, isPreferred: index === 0 }));
  },
};

const questions: Record<string, string> = { string: '!= ""', json: '!= null' };

/** A number or a text where a condition is wanted. */
export const noConditions: Fix = {
  codes: ['FLOW211'],
  mends({ diagnostic, facts: { type = '' } }) {
    const { place } = diagnostic;
    const plain = type.replace(/\?$/, '');
    const question = /^(u?int|float)\d+$/.test(plain) ? '!= 0' : questions[plain];
    const text = textOf(place);
    const operand = /^[\w.`]+(\(.*\))?$/s.test(text) ? text : `(${text})`;
    const asked = [...(question === undefined ? [] : [question]), ...(type.endsWith('?') ? ['!= null'] : [])];
    return [...new Set(asked)].map((one, index) => {
      return {
        title: `Ask whether it is ${one}`,
        edits: [replacePlace(place, `${operand} ${one}`)],
        isPreferred: index === 0,
      };
    });
  },
};

export const untypedNulls: Fix = {
  codes: ['FLOW213'],
  mends({ diagnostic }) {
    if (textOf(diagnostic.place) !== 'null') return [];
    return ['string', 'float64', 'int64', 'bool'].map((type, index) => {
      const edits = [replacePlace(diagnostic.place, `${type}(null)`)];
      return { title: `Make it a null of the type ${type}`, edits, isPreferred: index === 0 };
    });
  },
};

export const operatorCalls: Fix = {
  codes: ['FLOW205'],
  mends({ node, facts: { symbol = '' } }) {
    if (!ast.isCall(node)) return [];
    const text = operation(
      symbol,
      node.arguments.map(({ value }) => bracketed(value)),
    );
    if (text === undefined) return [];
    const isAlone =
      ast.isFieldItem(node.$container) || ast.isArgument(node.$container) || ast.isFilterNode(node.$container);
    const written = isAlone ? text : `(${text})`;
    return preferred(`Write ${written}`, replacePlace({ node }, written));
  },
};

/** As the operator is written between its operands, before its one, or behind it. */
function operation(symbol: string, [first, second, third, ...more]: string[]): string | undefined {
  if (first === undefined || more.length > 0 || symbol.startsWith('[')) return undefined;
  if (symbol.endsWith(' null')) return second === undefined ? `${first} ${symbol}` : undefined;
  if (symbol === 'between') return third === undefined ? undefined : `${first} between ${second} and ${third}`;
  if (third !== undefined) return undefined;
  return second === undefined ? `${symbol} ${first}` : `${first} ${symbol} ${second}`;
}

function bracketed(value: ast.Expression): string {
  const text = textOf({ node: value });
  return ast.isBinary(value) || ast.isConditional(value) ? `(${text})` : text;
}

export const tooManyArguments: Fix = {
  codes: ['FLOW206'],
  mends({ node, facts: { count } }) {
    const extra = ast.isCall(node) && count !== undefined ? node.arguments.slice(count) : [];
    return extra.length === 1 && extra[0] !== undefined
      ? preferred('Remove what is too much', removeItem(extra[0]))
      : [];
  },
};

/** `id.length` for `length(id)`: a function is no field. */
export const calledAsFields: Fix = {
  codes: ['FLOW203'],
  mends({ node }) {
    if (!ast.isMember(node) || !node.field || functionNamed(node.field) === undefined) return [];
    const text = `${node.field}(${textOf({ node: node.receiver })})`;
    return preferred(`Write ${text}`, replacePlace({ node }, text));
  },
};

export const badLiterals: Fix = {
  codes: ['FLOW215'],
  mends({ diagnostic, facts: { example } }) {
    return example === undefined ? [] : preferred(`Change to ${example}`, replacePlace(diagnostic.place, example));
  },
};

/** An argument with a name before which one is missing, or that is given twice. */
export const misplacedArguments: Fix = {
  codes: ['FLOW219'],
  mends({ node, facts: { name, example = '0' } }) {
    if (name === undefined) return preferred('Remove it', removeItem(node));
    const edit: TextEdit = insert(textAround(node), spanOf({ node }).offset, `${writtenName(name)}: ${example}, `);
    return preferred(`Give "${name}" a value`, edit);
  },
};
