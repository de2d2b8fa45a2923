import { AstUtils } from 'langium';
import type { NodeAnalysis } from '../analysis/flow-analysis.ts';
import { deprecatedField } from '../diagnostics/schemas.ts';
import { isReference } from '../generated/ast.ts';
import type { Check } from './check.ts';

/** [T10] A field that should not be used any more is marked where it is used. */
export const checkDeprecatedFields: Check = ({ analyses, accept }) => {
  for (const { nodes } of analyses) {
    for (const analysis of nodes.values()) {
      const advice = adviceByField(analysis);
      if (advice.size === 0) continue;
      for (const node of expressionsOf(analysis)) {
        const text = isReference(node) ? advice.get(node.name) : undefined;
        if (isReference(node) && text !== undefined) accept(deprecatedField({ node }, node.name, text));
      }
    }
  }
};

function adviceByField({ scope }: NodeAnalysis): Map<string, string> {
  const fields = scope?.fields.filter(({ rules }) => rules?.deprecated !== undefined) ?? [];
  return new Map(fields.map(({ name, rules }) => [name, rules?.deprecated ?? '']));
}

function expressionsOf({ expressions }: NodeAnalysis) {
  return [...expressions.keys()].flatMap((expression) => AstUtils.streamAst(expression).toArray());
}
