/** A name that means nothing becomes one that does: those the mistake says may have been meant. */
import * as ast from '@millrace/grammar/syntax';
import type { TextEdit } from 'vscode-languageserver';
import { writtenName } from './editing/names.ts';
import { replace, replacePlace, textOf } from './editing/spans.ts';
import type { Fix, Mistake } from './fix.ts';

/** Where the mistake is another one than a slip, the first is no better than the others. */
const choices: ReadonlySet<string> = new Set(['FLOW111', 'FLOW310', 'FLOW315']);

export const misspeltNames: Fix = {
  codes: [
    ...['FLOW110', 'FLOW111', 'FLOW114', 'FLOW120', 'FLOW124', 'FLOW125', 'FLOW126', 'FLOW131', 'FLOW133'],
    ...['FLOW201', 'FLOW202', 'FLOW204', 'FLOW209', 'FLOW240', 'FLOW257'],
    ...['FLOW303', 'FLOW310', 'FLOW315', 'FLOW405', 'FLOW406', 'FLOW415'],
  ],
  mends(mistake) {
    const { replacement } = mistake.facts;
    const candidates = candidatesOf(mistake);
    const isSure = replacement !== undefined || (choices.has(mistake.code) && candidates.length === 1);
    return candidates.map((name, index) => ({
      title: `Change to "${name}"`,
      edits: [renamed(mistake, name), ...usesRenamed(mistake, name)],
      isPreferred: index === 0 && isSure,
    }));
  },
};

/** A join compares two inputs: of the one that the other side names there is no need. */
function candidatesOf({ facts: { candidates = [] }, node }: Mistake): string[] {
  const condition = node.$container;
  if (!ast.isJoinCondition(condition)) return candidates;
  const other = textOf({ node: condition.left === node ? condition.right : condition.left });
  return candidates.filter((path) => path.split('.')[0] !== other.split('.')[0]);
}

/** Where an import has the wrong name, what uses it has it too. */
function usesRenamed({ code, node, document }: Mistake, name: string): TextEdit[] {
  if (code !== 'FLOW114' || !ast.isImportedSymbol(node)) return [];
  const same = document.references.filter(
    (one) => one.error !== undefined && one.$refText === node.declaration.$refText,
  );
  const uses = same.flatMap(({ $refNode }) => ($refNode && $refNode.astNode !== node ? [$refNode] : []));
  return uses.map(({ offset, end }) => replace(document.textDocument, { offset, end }, writtenName(name)));
}

function renamed({ code, diagnostic, node }: Mistake, name: string): TextEdit {
  const { place } = diagnostic;
  if (code === 'FLOW240') return replacePlace(place, /^[A-Za-z_]\w*$/.test(name) ? name : `"${name}"`);
  // The word of a route, and no column that is called so.
  if (code === 'FLOW201' && name === 'otherwise' && ast.isPort(node.$container)) return replacePlace(place, name);
  if (code === 'FLOW310' || code === 'FLOW315') return replacePlace(place, name);
  const written = code === 'FLOW303' ? name.split('.').map(writtenName).join('.') : writtenName(name);
  // A stream handed to a flow is written as one value: the node stays.
  const isValue = code === 'FLOW303' && ast.isArgument(node);
  return replacePlace(place, isValue ? textOf(place).replace(/\..*$/s, `.${written}`) : written);
}
