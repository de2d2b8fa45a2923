/** The columns that the records of a test name. */
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import * as ast from '../generated/ast.ts';
import { carried } from './column.ts';
import type { Mention } from './mention.ts';

export function mentionsInTest(test: ast.Test): Mention[] {
  const flow = test.run?.flow?.ref;
  return flow === undefined ? [] : test.clauses.flatMap((clause) => mentionsInClause(clause, analyzeFlow(flow)));
}

function mentionsInClause(clause: ast.TestClause, flow: FlowAnalysis): Mention[] {
  const source = sourceOf(clause, flow);
  if (source === undefined || clause.records === undefined) return [];
  return propertiesIn(clause.records, []).map(({ property, path }) => ({
    place: { node: property, property: 'key' },
    column: carried(flow, source.name, source.port, path),
    isDeclaration: false,
  }));
}

/** What a write gets is what it is expected to write. */
function sourceOf({ node, port = 'out' }: ast.TestClause, flow: FlowAnalysis) {
  const name = node?.$refText;
  const analysis = name === undefined ? undefined : flow.nodes.get(name);
  if (name === undefined || analysis?.kind !== 'write') return name === undefined ? undefined : { name, port };
  const [input] = analysis.inputs;
  return input?.from === undefined ? undefined : { name: input.from, port: input.port };
}

interface PropertyAt {
  property: ast.Property;
  path: string[];
}

function propertiesIn(value: ast.ListItem, around: string[]): PropertyAt[] {
  if (ast.isListLiteral(value)) return value.items.flatMap((item) => propertiesIn(item, around));
  if (!ast.isObjectLiteral(value)) return [];
  return value.properties.flatMap((property) => {
    if (!property.key) return [];
    const path = [...around, property.key];
    return [{ property, path }, ...(property.value === undefined ? [] : propertiesIn(property.value, path))];
  });
}
