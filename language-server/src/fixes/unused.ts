/** Declarations and parameters that nobody uses go; with a parameter what is given for it. */
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, type LangiumDocument } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { removeItem } from './editing/lists.ts';
import { replace, spanOf, textAround } from './editing/spans.ts';
import { removeStatement } from './editing/statements.ts';
import { type Fix, type Mend, type Mistake, preferred } from './fix.ts';

export const unusedDeclarations: Fix = {
  codes: ['FLOW116', 'FLOW117'],
  mends(mistake) {
    const { node } = mistake;
    if (ast.isParameter(node)) return [withoutParameter(node, mistake)];
    return ast.isDeclaration(node) ? preferred('Remove the declaration', removeStatement(node)) : [];
  },
};

function withoutParameter(node: ast.Parameter, { document, services }: Mistake): Mend {
  const all = services.shared.workspace.LangiumDocuments.all.toArray();
  const given = all.map((other) => ({ other, edits: argumentsFor(node, other).map(withoutArgument) }));
  const own = given.find(({ other }) => other === document)?.edits ?? [];
  const others = given.filter(({ other, edits }) => other !== document && edits.length > 0);
  const edits = others.map(({ other, edits: there }) => ({ uri: other.textDocument.uri, edits: there }));
  return {
    title: `Remove the parameter "${node.name}"`,
    edits: [removeParameter(node), ...own],
    ...(edits.length > 0 && { elsewhere: { edits } }),
    isPreferred: true,
  };
}

/** What runs its flow gives it a value. */
function argumentsFor({ name, $container: flow }: ast.Parameter, { references }: LangiumDocument): ast.Argument[] {
  const runs = references.map(({ $refNode }) => $refNode?.astNode).filter(ast.isFlowRun);
  return runs
    .filter((run) => run.flow?.ref === flow)
    .flatMap((run) => run.arguments.filter((one) => one.name === name));
}

function withoutArgument(argument: ast.Argument): TextEdit {
  const run = AstUtils.getContainerOfType(argument, ast.isFlowRun);
  const isOnly = run?.arguments.length === 1;
  return isOnly ? replace(textAround(argument), spanOf({ node: argument }), '') : removeItem(argument);
}

/** Brackets that would be empty go too. */
function removeParameter(node: ast.Parameter): TextEdit {
  const flow = node.$container;
  if (flow.parameters.length > 1) return removeItem(node);
  const text = textAround(node);
  const { end } = spanOf({ node: flow, property: 'name' });
  const close = /^\s*\)/.exec(text.getText().slice(spanOf({ node }).end))?.[0].length;
  return close === undefined ? removeItem(node) : replace(text, { offset: end, end: spanOf({ node }).end + close }, '');
}
