import type { AstNode, LangiumDocument } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { factsOf } from '../analysis/document-facts.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { checkDocument } from '../checks/check-document.ts';
import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import { type Flow, type FlowFile, isFlow, isGroup, type Node } from '../generated/ast.ts';
import { edgesOf, type FlowEdge } from '../plan/edges.ts';
import { printType } from '../types/print-type.ts';
import type { Field } from '../types/type.ts';
import type { Diagram, DiagramEdge, DiagramField, DiagramNode } from './diagram.ts';
import { nodeDetail, wordsOf } from './node-detail.ts';
import { Problems } from './problems.ts';

/**
 * The picture of a flow, of the first one of the file where no name is given: everything that is known of it, also where the
 * text is broken. The same object until the document, an import or a file it names changes; undefined where there is no such
 * flow. Never throws.
 */
export function diagramOf(document: LangiumDocument, flowName?: string): Diagram | undefined {
  const flows = (document.parseResult.value as FlowFile).declarations.filter(isFlow);
  const flow = flowName === undefined ? flows[0] : flows.find(({ name }) => name === flowName);
  if (flow === undefined) return undefined;
  const diagnostics = checkDocument(document);
  const { diagrams } = factsOf(document);
  const known = diagrams.get(flow) ?? drawFlow(flow, diagnostics);
  diagrams.set(flow, known);
  return known;
}

function drawFlow(flow: Flow, diagnostics: FlowDiagnostic[]): Diagram {
  const analysis = analyzeFlow(flow);
  const problems = new Problems(diagnostics);
  return {
    flow: flow.name ?? '',
    nodes: [
      ...drawStreams(analysis, problems),
      ...[...analysis.nodes.values()].map((node) => drawNode(node, problems)),
    ],
    edges: drawEdges(analysis),
  };
}

function drawNode(analysis: NodeAnalysis, problems: Problems): DiagramNode {
  const { name, kind, node, added, removed, output } = analysis;
  const groups = groupsOf(node);
  return {
    id: name,
    kind,
    name,
    ...(groups.length > 0 && { groups }),
    detail: nodeDetail(node),
    added: added.map(drawField),
    removed,
    ...(output && { fieldCount: output.fields.length }),
    ...problems.of(node),
  };
}

/** Streams are drawn like nodes: records come from them. A node of the same name is drawn in its place. */
function drawStreams({ flow, streams, nodes }: FlowAnalysis, problems: Problems): DiagramNode[] {
  const drawn = flow.parameters.filter(({ name }) => streams.has(name) && !nodes.has(name));
  return drawn.map((parameter) => {
    const { name, type } = parameter;
    const fields = streams.get(name)?.fields;
    return {
      id: name,
      kind: 'stream',
      name,
      detail: wordsOf(type),
      added: (fields ?? []).map(drawField),
      removed: [],
      ...(fields && { fieldCount: fields.length }),
      ...problems.of(parameter),
    };
  });
}

function groupsOf(node: Node): string[] {
  const titles: string[] = [];
  for (let around: AstNode = node.$container; isGroup(around); around = around.$container) titles.unshift(around.title);
  return titles;
}

function drawEdges(analysis: FlowAnalysis): DiagramEdge[] {
  return edgesOf(analysis).map(({ schema, ...edge }: FlowEdge) =>
    schema === undefined ? edge : { ...edge, fields: schema.fields.map(drawField) },
  );
}

function drawField({ name, type }: Field): DiagramField {
  return { name, type: printType(type) };
}
