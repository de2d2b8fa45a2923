import { connectors } from '../catalog/connectors/index.ts';
import { upsertWithoutKey } from '../diagnostics/schemas.ts';
import * as ast from '../generated/ast.ts';
import { optionsFor } from '../properties/call-options.ts';
import { bindArguments, calledName } from '../properties/call-properties.ts';
import type { Check } from './check.ts';

/** [P15] Who replaces records by their keys writes records that have some. */
export const checkUpserts: Check = ({ analyses, accept }) => {
  for (const { node, input } of analyses.flatMap(({ nodes }) => [...nodes.values()])) {
    if (!ast.isWriteNode(node) || node.target === undefined || input === undefined) continue;
    const upsert = upsertOf(node.target);
    const isKeyless = input.unclear === undefined && !input.fields.some(({ rules }) => rules?.key || rules?.unclear);
    if (upsert !== undefined && isKeyless) accept(upsertWithoutKey({ node: upsert }));
  }
};

function upsertOf(target: ast.Source): ast.Expression | undefined {
  const connector = connectors.find(({ name }) => name === calledName(target));
  if (connector === undefined) return undefined;
  const bound = bindArguments(target, optionsFor(connector, 'write'));
  const value = bound.find(({ spec }) => spec?.name === 'mode')?.argument.value;
  return ast.isStringLiteral(value) && value.value === 'upsert' ? value : undefined;
}
