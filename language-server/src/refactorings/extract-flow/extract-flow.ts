/**
 * Nodes become a flow of their own, and a `use` of it stands in their place. Where only one of them is read elsewhere the `use` has its
 * name, so that everybody who reads it, tests and other files among them, goes on reading it.
 */
import { nodesOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import { writtenName } from '../../fixes/editing/names.ts';
import { insert, lineEnd, replace, spanOf, textAround } from '../../fixes/editing/spans.ts';
import { freeName } from '../../fixes/editing/statements.ts';
import { camelCase, declaredNames, freshName, pascalCase } from '../fresh-names.ts';
import type { Refactoring, Selected } from '../refactoring.ts';
import { renamedSources } from '../renamed-sources.ts';
import { schemasIn } from '../schema-text.ts';
import { type SelectedStatements, selectedStatements, textSpan } from '../selection/selected-statements.ts';
import { type Boundary, boundaryOf } from './boundary.ts';
import { extractedFlow } from './flow-text.ts';
import { isTestedInside } from './tested-inside.ts';

export const extractFlow: Refactoring = (selected) => {
  const chosen = selectedStatements(selected);
  const boundary = chosen && boundaryOf(chosen.flow, chosen.nodes);
  if (chosen === undefined || boundary === undefined || !mayBeUsed(chosen, boundary, selected)) return [];
  if (editsFor(chosen, boundary, selected) === undefined) return [];
  return [
    {
      title: 'Extract to a flow',
      kind: CodeActionKind.RefactorExtract,
      edits: () => editsFor(chosen, boundary, selected) ?? [],
    },
  ];
};

/** A flow has nodes for outputs, and no ports; tests name nodes of their flow. */
function mayBeUsed({ flow, nodes }: SelectedStatements, { outputs }: Boundary, { services }: Selected): boolean {
  const named = flow.outputs.flatMap(({ node }) => node?.ref ?? []);
  const [only, ...others] = outputs;
  if (others.length > 0 && outputs.some((one) => named.includes(one))) return false;
  const kept = others.length === 0 ? only : undefined;
  return !isTestedInside(nodes, kept, flow, services);
}

function editsFor(chosen: SelectedStatements, boundary: Boundary, { document }: Selected): TextEdit[] | undefined {
  const { flow, statements, nodes } = chosen;
  const file = document.parseResult.value as ast.FlowFile;
  const taken = declaredNames(file);
  const name = freshName(flowName(chosen, boundary), taken);
  taken.add(name);
  const text = document.textDocument;
  const span = textSpan(statements, text.getText());
  const extracted = extractedFlow({ name, boundary, nodes, span, known: schemasIn(file), taken });
  const use = useName(flow, name, boundary);
  const around = extracted && readersOutside(flow, nodes, use, boundary);
  if (extracted === undefined || around === undefined) return undefined;
  const given = extracted.given.length === 0 ? '' : `(${extracted.given.join(', ')})`;
  const written = `use ${writtenName(use)}: ${writtenName(name)}${given}`;
  const added = [...extracted.schemas, extracted.text].map((part) => `${lineEnd(text)}${lineEnd(text)}${part}`);
  return [replace(text, span, written), ...around, insert(text, behind(flow), added.join(''))];
}

/** Of its group, or of what it gives. */
function flowName({ statements }: SelectedStatements, { outputs }: Boundary): string {
  const [first, ...others] = statements;
  if (ast.isGroup(first) && others.length === 0) return pascalCase(first.title);
  const [only, ...more] = outputs;
  return only !== undefined && more.length === 0 ? pascalCase(only.name) : 'Extracted';
}

function useName(flow: ast.Flow, name: string, { outputs }: Boundary): string {
  const [only, ...others] = outputs;
  return only !== undefined && others.length === 0 ? only.name : freeName(flow, camelCase(name));
}

function readersOutside(
  flow: ast.Flow,
  nodes: readonly ast.Node[],
  use: string,
  { outputs }: Boundary,
): TextEdit[] | undefined {
  const inside = new Set(nodes);
  const edits: TextEdit[] = [];
  for (const node of nodesOf(flow).filter((one) => !inside.has(one))) {
    const renamed = renamedSources(node, ({ from, port }) => {
      if (!ast.isNode(from) || !inside.has(from)) return undefined;
      if (port === 'errors') return [use, from.name, 'errors'];
      return outputs.length === 1 ? undefined : [use, from.name];
    });
    if (renamed === undefined) return undefined;
    edits.push(...renamed);
  }
  return edits;
}

/** With a comment that ends its last line. */
function behind(flow: ast.Flow): number {
  const { end } = spanOf({ node: flow });
  const comment = /^[ \t]*\/\/[^\r\n]*/.exec(textAround(flow).getText().slice(end))?.[0].length ?? 0;
  return end + comment;
}
