/** Two filters one behind the other are one, and one with an `and` is two. */
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { CodeActionKind } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { insert, replacePlace, textAround, textOf } from '../fixes/editing/spans.ts';
import { freeName, nodeAround, removeStatement, statementIndent } from '../fixes/editing/statements.ts';
import { joinedByAnd } from './parentheses.ts';
import type { Refactoring, Rewriting } from './refactoring.ts';
import { onlyReader } from './single-use.ts';

export const mergeFilters: Refactoring = ({ node, services }) => {
  const filter = node && nodeAround(node);
  const before = ast.isFilterNode(filter) ? filter.input?.node?.ref : undefined;
  if (!ast.isFilterNode(filter) || !ast.isFilterNode(before) || filter.input.port !== undefined) return [];
  const isAlone = onlyReader(before, services)?.node === filter;
  if (!isAlone || before.properties !== undefined || filter.properties !== undefined) return [];
  const [first, second] = [
    joinedByAnd(textOf({ node: before.condition }), before.condition, true),
    joinedByAnd(textOf({ node: filter.condition }), filter.condition, false),
  ];
  return [
    {
      title: `Merge with the filter "${before.name}"`,
      kind: CodeActionKind.RefactorRewrite,
      edits: () => [
        replacePlace({ node: filter.input }, textOf({ node: before.input })),
        replacePlace({ node: filter.condition }, `${first} and ${second}`),
        removeStatement(before),
      ],
    },
  ];
};

export const splitFilter: Refactoring = ({ node }) => {
  const filter = node && nodeAround(node);
  const flow = AstUtils.getContainerOfType(filter, ast.isFlow);
  if (!ast.isFilterNode(filter) || flow === undefined || filter.properties !== undefined) return [];
  const { condition } = filter;
  if (!ast.isBinary(condition) || condition.operator !== 'and' || condition.right === undefined) return [];
  const rewriting: Rewriting = {
    title: 'Split into two filters',
    kind: CodeActionKind.RefactorRewrite,
    edits: () => {
      const name = writtenName(freeName(flow, `${filter.name}First`));
      const { offset, indent } = statementIndent(filter);
      const first = `filter ${name}(${textOf({ node: filter.input })}) where ${textOf({ node: condition.left })}`;
      return [
        insert(textAround(filter), offset, first + indent),
        replacePlace({ node: filter.input }, name),
        replacePlace({ node: condition }, textOf({ node: condition.right })),
      ];
    },
  };
  return [rewriting];
};
