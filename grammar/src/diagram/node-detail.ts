import { type AstNode, CstUtils } from 'langium';
import { propertyValue } from '../analysis/property-value.ts';
import * as ast from '../generated/ast.ts';
import { type Callee, calledName } from '../properties/call-properties.ts';

const maxLength = 60;

/** One short line under a node's name: the connector and its path, the condition, the model, the step's file. */
export function nodeDetail(node: ast.Node): string {
  switch (node.$type) {
    case 'ReadNode':
      return callDetail(node.source);
    case 'WriteNode':
      return callDetail(node.target);
    case 'FilterNode':
      return oneLine(wordsOf(node.condition));
    case 'InferNode':
      return node.model?.$refText ?? '';
    case 'TaskNode':
      return taskDetail(node);
    default:
      return '';
  }
}

function taskDetail(node: ast.TaskNode): string {
  const run = propertyValue(node.properties, 'run');
  return ast.isCall(run) ? callDetail(run) : '';
}

/** `csv data/payments.csv` */
function callDetail(call: Callee | undefined): string {
  const path = call?.arguments[0]?.value;
  const text = path !== undefined && ast.isStringLiteral(path) ? path.value : wordsOf(path);
  return oneLine(`${call ? calledName(call) : ''} ${text}`.trim());
}

/** The text without comments, white space of any length as one space. */
function wordsOf(node: AstNode | undefined): string {
  if (node?.$cstNode === undefined) return '';
  const words = CstUtils.flattenCst(node.$cstNode).filter(({ hidden }) => !hidden);
  let end = node.$cstNode.offset;
  let text = '';
  for (const word of words) {
    text += word.offset > end && text !== '' ? ` ${word.text}` : word.text;
    end = word.end;
  }
  return text;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`;
}
