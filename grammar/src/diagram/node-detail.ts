import { type AstNode, CstUtils } from 'langium';
import { printCheckpoint } from '../analysis/model-checkpoint.ts';
import { propertyValue } from '../analysis/property-value.ts';
import * as ast from '../generated/ast.ts';
import { type Callee, calledName } from '../properties/call-properties.ts';

const maxLength = 60;

/** One short line under a node's name: the connector and its path, the condition, the model, the step's file. */
export function nodeDetail(node: ast.Node): string {
  return oneLine(detailOf(node));
}

function detailOf(node: ast.Node): string {
  switch (node.$type) {
    case 'ReadNode':
      return callDetail(node.source);
    case 'WriteNode':
      return callDetail(node.target);
    case 'FilterNode':
      return wordsOf(node.condition);
    case 'RouteNode':
      return node.ports.map(({ name }) => name).join(', ');
    case 'InferNode':
      return modelDetail(node);
    case 'TaskNode':
      return taskDetail(node);
    case 'JoinNode':
      return node.conditions.map(wordsOf).join(' and ');
    case 'AggregateNode':
      return aggregateDetail(node);
    case 'SqlNode':
      return (node.query ?? '').trim();
    case 'ReviewNode':
      return reviewDetail(node);
    case 'UseNode':
      return node.run?.flow?.$refText ?? '';
    case 'SelectNode':
    case 'UnionNode':
      return '';
  }
}

/** `CardRisk latest` */
function modelDetail({ model }: ast.InferNode): string {
  const choice = model?.ref && printCheckpoint(model.ref);
  return [model?.$refText ?? '', choice].filter(Boolean).join(' ');
}

function taskDetail(node: ast.TaskNode): string {
  const run = propertyValue(node.properties, 'run');
  return ast.isCall(run) ? callDetail(run) : '';
}

/** `by card every 5m` */
function aggregateDetail({ keys, window }: ast.AggregateNode): string {
  const by = keys.length === 0 ? '' : `by ${keys.map(({ name }) => name).join(', ')}`;
  return [by, window === undefined ? '' : `every ${window.text}`].filter(Boolean).join(' ');
}

function reviewDetail({ properties }: ast.ReviewNode): string {
  const by = properties.filter(ast.isProperty).find(({ key }) => key === 'by')?.value;
  return ast.isStringLiteral(by) ? by.value : '';
}

/** `csv data/payments.csv` */
function callDetail(call: Callee | undefined): string {
  const path = call?.arguments[0]?.value;
  const text = path !== undefined && ast.isStringLiteral(path) ? path.value : wordsOf(path);
  return `${call ? calledName(call) : ''} ${text}`.trim();
}

/** The text without comments, white space of any length as one space. */
export function wordsOf(node: AstNode | undefined): string {
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
