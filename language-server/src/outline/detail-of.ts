/** The words beside a name in an outline, from the text alone: `read Payment`, `infer with CardRisk`, `schema extends Base`. */
import { calledName, kindOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import type { Named } from './named.ts';

export function detailOf(node: Named): string | undefined {
  if (ast.isNode(node)) return detailOfNode(node);
  if (ast.isFieldDeclaration(node)) return textOf(node.type);
  if (ast.isParameter(node)) return `${node.isStream ? 'stream ' : ''}${textOf(node.type) ?? ''}`;
  if (ast.isFieldItem(node) || ast.isProperty(node)) return textOf(node.value);
  if (ast.isPort(node)) return node.isOtherwise ? 'otherwise' : textOf(node.condition);
  return words(node.$type.toLowerCase(), ...partsOfDeclaration(node));
}

type Declared = Exclude<ast.Declaration | ast.Group, ast.Node>;

function partsOfDeclaration(node: Declared): (string | undefined)[] {
  switch (node.$type) {
    case 'Schema':
      return list(
        'extends',
        node.bases.map(({ $refText }) => $refText),
      );
    case 'Model':
      return [textOf(node.properties?.properties.find(({ key }) => key === 'file')?.value)?.replaceAll('"', '')];
    case 'Dataset':
      return [textOf(node.type)];
    case 'Flow':
      return list(
        '->',
        node.outputs.map((output) => output.node?.$refText),
      );
    case 'Test':
      return list('of', [node.run?.flow?.$refText]);
    case 'Schedule':
    case 'Trigger':
      return list('runs', [node.run?.flow?.$refText]);
    case 'Group':
      return [];
  }
}

function detailOfNode(node: ast.Node): string {
  return words(kindOf(node), ...partsOfNode(node));
}

function partsOfNode(node: ast.Node): (string | undefined)[] {
  switch (node.$type) {
    case 'ReadNode':
      return node.type === undefined ? list('from', [node.source && calledName(node.source)]) : [textOf(node.type)];
    case 'WriteNode':
      return list('to', [node.target && calledName(node.target)]);
    case 'InferNode':
      return list('with', [node.model?.$refText]);
    case 'TaskNode':
      return list('->', [node.isModel ? node.model?.$refText : textOf(node.type)]);
    case 'UseNode':
      return [node.run?.flow?.$refText];
    default:
      return [];
  }
}

/** Nothing where there is nothing behind the word. */
function list(word: string, names: readonly (string | undefined)[]): string[] {
  const known = names.filter((name) => name);
  return known.length === 0 ? [] : [word, known.join(', ')];
}

function words(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part).join(' ');
}

const longest = 60;

/** On one line. */
function textOf(node: AstNode | undefined): string | undefined {
  const text = node?.$cstNode?.text.replace(/\s+/g, ' ');
  return text !== undefined && text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
