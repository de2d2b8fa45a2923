import type { NodeAnalysis } from '../analysis/flow-analysis.ts';
import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { lostField } from '../diagnostics/names.ts';
import * as ast from '../generated/ast.ts';
import { fieldNamed } from '../types/field-named.ts';
import type { RecordType } from '../types/type.ts';
import type { Check } from './check.ts';

const lost = '__proto__';

/** [T5] No field has the name under which every object of JavaScript keeps something else: said where it gets the name. */
export const checkLostFields: Check = ({ all, analyses, accept }) => {
  for (const field of all('FieldDeclaration'))
    if (field.name === lost) accept(lostField({ node: field, property: 'name' }));
  for (const analysis of analyses.flatMap(({ nodes }) => [...nodes.values()]))
    if (makesFields.has(analysis.kind) && has(analysis.output)) sayIn(analysis, accept);
};

/** The others hand on what came in, or give what a schema declares. */
const makesFields: ReadonlySet<NodeAnalysis['kind']> = new Set(['select', 'aggregate', 'join', 'sql', 'infer']);

function has(record: RecordType | undefined): boolean {
  return fieldNamed(record, lost) !== undefined;
}

function sayIn({ node, inputs }: NodeAnalysis, accept: AcceptDiagnostic): void {
  if (inputs.some(({ record }) => has(record))) return;
  const items = ast.isSelectNode(node) || ast.isAggregateNode(node) ? node.items : [];
  const item = items.filter(ast.isFieldItem).find(({ name }) => name === lost);
  accept(lostField({ node: item ?? node, property: 'name' }));
}
