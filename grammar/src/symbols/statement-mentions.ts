/** The columns that a statement names: those that come in, and those that it makes. */

import { AstUtils } from 'langium';
import { allowances } from '../analysis/allowed-columns.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { outputMappings } from '../analysis/infer/choose-outputs.ts';
import { inputMappings } from '../analysis/infer/fill-inputs.ts';
import { propertyValue } from '../analysis/property-value.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import * as ast from '../generated/ast.ts';
import { fieldNamed } from '../types/field-named.ts';
import { type CarriedColumn, carried } from './column.ts';
import type { Mention } from './mention.ts';
import { queryColumnsOf } from './query-columns.ts';

type Path = readonly string[];

const known = new WeakMap<NodeAnalysis, readonly Mention[]>();

export function mentionsIn(flow: FlowAnalysis, node: NodeAnalysis): readonly Mention[] {
  const remembered = known.get(node);
  if (remembered !== undefined) return remembered;
  const mentions = new StatementReader(flow, node).read();
  known.set(node, mentions);
  return mentions;
}

class StatementReader {
  private readonly mentions: Mention[] = [];
  private readonly flow: FlowAnalysis;
  private readonly node: NodeAnalysis;

  constructor(flow: FlowAnalysis, node: NodeAnalysis) {
    this.flow = flow;
    this.node = node;
  }

  read(): readonly Mention[] {
    const { node } = this.node;
    if (ast.isSelectNode(node)) for (const item of node.items) this.readItem(item);
    else if (ast.isAggregateNode(node)) this.readAggregate(node);
    else if (ast.isFilterNode(node)) this.readExpression(node.condition);
    else if (ast.isRouteNode(node)) for (const { condition } of node.ports) this.readExpression(condition);
    else if (ast.isInferNode(node)) this.readInfer(node);
    else if (ast.isReviewNode(node)) this.readReview(node);
    else if (ast.isWriteNode(node)) for (const name of allowances(node)) this.readExpression(name);
    else if (ast.isJoinNode(node)) for (const { left, right } of node.conditions) this.readKeys([left, right], node);
    else if (ast.isSqlNode(node)) this.readQuery(node);
    return this.mentions;
  }

  private column(input: number, path: Path): CarriedColumn | undefined {
    const { from, port = 'out' } = this.node.inputs[input] ?? {};
    return from === undefined ? undefined : carried(this.flow, from, port, path);
  }

  private reads(place: Place, path: Path, input = 0, inQuery?: Mention['inQuery']): void {
    const column = this.column(input, path);
    if (column !== undefined) this.mentions.push({ place, column, isDeclaration: false, ...(inQuery && { inQuery }) });
  }

  private makes(place: Place, name: string, isDeclaration = true, inQuery?: Mention['inQuery']): void {
    const column = carried(this.flow, this.node.name, 'out', [name]);
    this.mentions.push({ place, column, isDeclaration, ...(inQuery && { inQuery }) });
  }

  private isField(name: string | undefined): name is string {
    return fieldNamed(this.node.scope, name) !== undefined;
  }

  private readExpression(expression: ast.Expression | undefined): void {
    if (expression === undefined) return;
    for (const part of AstUtils.streamAst(expression)) {
      if (ast.isReference(part)) {
        if (this.isField(part.name)) this.reads({ node: part, property: 'name' }, [part.name]);
      } else if (ast.isMember(part)) this.readMember(part);
      else if (ast.isAllItem(part)) this.readExcept(part);
    }
  }

  private readMember(member: ast.Member): void {
    const path = pathOf(member);
    if (path !== undefined && this.isField(path[0])) this.reads({ node: member, property: 'field' }, path);
  }

  private readExcept(item: ast.AllItem): void {
    item.except.forEach((name, index) => {
      if (this.isField(name)) this.reads({ node: item, property: 'except', index }, [name]);
    });
  }

  private readItem(item: ast.SelectItem): void {
    if (ast.isAllItem(item)) this.readExcept(item);
    else if (ast.isSpreadItem(item)) this.readExpression(item.record);
    else this.readFieldItem(item);
  }

  private readFieldItem(item: ast.FieldItem): void {
    if (!item.name) return;
    const place = { node: item, property: 'name' };
    if (item.value === undefined && this.isField(item.name)) this.reads(place, [item.name]);
    else this.readExpression(item.value);
    this.makes(place, item.name, item.value !== undefined);
  }

  private readAggregate(node: ast.AggregateNode): void {
    for (const item of [...node.keys, ...node.items]) this.readFieldItem(item);
    this.readExpression(node.time);
  }

  private readInfer(node: ast.InferNode): void {
    for (const { value } of inputMappings(node)) this.readExpression(value);
    for (const mapping of outputMappings(node) ?? [])
      if (mapping.key) this.makes({ node: mapping, property: 'key' }, mapping.key);
    const keep = propertyValue(node.properties, 'keep');
    if (ast.isListLiteral(keep)) this.readExpression(keep);
  }

  private readReview(node: ast.ReviewNode): void {
    this.readExpression(node.properties.filter(ast.isProperty).find(({ key }) => key === 'when')?.value);
  }

  private readKeys(paths: readonly (ast.Expression | undefined)[], node: ast.JoinNode): void {
    for (const path of paths) {
      const names = pathOf(path) ?? [];
      const input = [node.left, node.right].findIndex((one) => beginsWith(names, one));
      if (input >= 0)
        this.readKey(path as ast.Expression, names, namesOf([node.left, node.right][input]).length, input);
    }
  }

  /** From the end of the path to where the input is named. */
  private readKey(path: ast.Expression, names: Path, start: number, input: number): void {
    let part: ast.Expression = path;
    for (let end = names.length; end > start && ast.isMember(part); end--) {
      this.reads({ node: part, property: 'field' }, names.slice(start, end), input);
      part = part.receiver;
    }
  }

  private readQuery(node: ast.SqlNode): void {
    const place = { node, property: 'query' };
    for (const { token, input, path, isName } of queryColumnsOf(this.node)?.all() ?? []) {
      const inQuery = { offset: token.offset, end: token.end };
      if (input !== undefined) this.reads(place, path, input, inQuery);
      else this.makes(place, path[0] as string, isName ?? false, inQuery);
    }
  }
}

export function pathOf(expression: ast.Expression | undefined): string[] | undefined {
  if (ast.isReference(expression)) return expression.name ? [expression.name] : undefined;
  const receiver = ast.isMember(expression) ? pathOf(expression.receiver) : undefined;
  return receiver && ast.isMember(expression) && expression.field ? [...receiver, expression.field] : undefined;
}

function namesOf(input: ast.Input | undefined): string[] {
  return [input?.node?.$refText, input?.port, input?.subport].flatMap((one) => one ?? []);
}

function beginsWith(names: Path, input: ast.Input | undefined): boolean {
  const start = namesOf(input);
  return start.length > 0 && start.length < names.length && start.every((name, index) => names[index] === name);
}
