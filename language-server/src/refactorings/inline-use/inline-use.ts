/**
 * The nodes of a flow come to stand where it is used: named by what they give there, over what is handed to them. Only where that is
 * the same: the records that come in have exactly the schema of the stream, and what the flow names means the same in this file.
 */
import { nodesOf, type SourceRef, usedFlow } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, GrammarUtils } from 'langium';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import { writtenName } from '../../fixes/editing/names.ts';
import { replacePlace, textAround } from '../../fixes/editing/spans.ts';
import { nodeAround, removeStatement } from '../../fixes/editing/statements.ts';
import type { FlowLanguageServices } from '../../services.ts';
import { textWithin } from '../extract-flow/flow-text.ts';
import type { Refactoring } from '../refactoring.ts';
import { renamedSources } from '../renamed-sources.ts';
import { type GivenStreams, givenStreams } from './given-streams.ts';
import { isSameHere } from './is-same-here.ts';
import { newNames } from './new-names.ts';
import { parameterEdits } from './parameter-values.ts';

export const inlineUse: Refactoring = ({ node, document, services }) => {
  const use = node && nodeAround(node);
  const flow = ast.isUseNode(use) ? usedFlow(use) : undefined;
  if (!ast.isUseNode(use) || flow === undefined || use.properties !== undefined) return [];
  if (nodesOf(flow).length === 0) return [];
  if (!isSameHere(flow, document)) return [];
  const edits = editsFor(use, flow, services);
  if (edits === undefined) return [];
  return [{ title: `Inline the flow "${flow.name}"`, kind: CodeActionKind.RefactorInline, edits: () => edits }];
};

function editsFor(use: ast.UseNode, flow: ast.Flow, services: FlowLanguageServices): TextEdit[] | undefined {
  const around = AstUtils.getContainerOfType(use, ast.isFlow);
  const names = around && newNames(use, flow, around, services);
  const streams = givenStreams(use, flow);
  if (around === undefined || names === undefined || streams === undefined) return undefined;
  const isLast = isOnlyUse(flow, services);
  // What is written twice would be a mistake.
  if (!isLast && nodesOf(flow).some(ast.isWriteNode)) return undefined;
  const body = bodyText(use, flow, names, streams);
  const readers = readersAround(use, around, names);
  if (body === undefined || readers === undefined) return undefined;
  const isHere = AstUtils.getDocument(flow) === AstUtils.getDocument(use);
  const gone = isLast && isHere ? [removeStatement(flow)] : [];
  return [replacePlace({ node: use }, body), ...readers, ...gone];
}

function isOnlyUse(flow: ast.Flow, { references }: FlowLanguageServices): boolean {
  return references.References.findReferences(flow, { includeDeclaration: false }).count() === 1;
}

function bodyText(
  use: ast.UseNode,
  flow: ast.Flow,
  names: ReadonlyMap<ast.Node, string>,
  streams: GivenStreams,
): string | undefined {
  const open = GrammarUtils.findNodeForKeyword(flow.$cstNode, '{');
  const close = GrammarUtils.findNodesForKeyword(flow.$cstNode, '}').at(-1);
  const values = parameterEdits(use, flow);
  const parts = nodesOf(flow).map((node) => renamedNode(node, names, streams));
  if (open === undefined || close === undefined || values === undefined || parts.includes(undefined)) return undefined;
  const edits = [...values, ...parts.flatMap((part) => part ?? [])];
  return textWithin(textAround(flow), { offset: open.end, end: close.offset }, edits).trim();
}

function renamedNode(
  node: ast.Node,
  names: ReadonlyMap<ast.Node, string>,
  streams: GivenStreams,
): TextEdit[] | undefined {
  const sources = renamedSources(node, (ref) => newWords(ref, names, streams));
  const name = names.get(node) ?? node.name;
  const own = name === node.name ? [] : [replacePlace({ node, property: 'name' }, writtenName(name))];
  const waits = ast.isTaskNode(node) ? node.after.flatMap((_, index) => waitEdit(node, index, names)) : [];
  return sources && [...own, ...waits, ...sources];
}

function waitEdit(node: ast.TaskNode, index: number, names: ReadonlyMap<ast.Node, string>): TextEdit[] {
  const target = node.after[index]?.ref;
  const name = target && names.get(target);
  return name === undefined ? [] : [replacePlace({ node, property: 'after', index }, writtenName(name))];
}

function newWords({ from, port }: SourceRef, names: ReadonlyMap<ast.Node, string>, streams: GivenStreams) {
  if (ast.isParameter(from)) return streams.get(from.name);
  const name = from && names.get(from);
  if (from === undefined || name === undefined || name === from.name) return undefined;
  return [name, ...(port === 'out' ? [] : port.split('.'))];
}

/** Who reads the `use` reads the node behind its port. */
function readersAround(
  use: ast.UseNode,
  around: ast.Flow,
  names: ReadonlyMap<ast.Node, string>,
): TextEdit[] | undefined {
  const outputs = new Map([...names].map(([node, name]) => [node.name, name]));
  const edits = nodesOf(around).map((node) =>
    renamedSources(node, ({ from, port }) => {
      if (from !== use || port === 'out') return undefined;
      const [output = '', ...rest] = port.split('.');
      return [outputs.get(output) ?? output, ...rest];
    }),
  );
  return edits.includes(undefined) ? undefined : edits.flatMap((one) => one ?? []);
}
