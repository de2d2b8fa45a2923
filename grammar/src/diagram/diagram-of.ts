import type { AstNode, LangiumDocument } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { factsOf } from '../analysis/document-facts.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { checkDocument } from '../checks/check-document.ts';
import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import { isWithin } from '../diagnostics/is-within.ts';
import { type Flow, type FlowFile, isFlow, isGroup, type Node } from '../generated/ast.ts';
import { edgesOf, type FlowEdge } from '../plan/edges.ts';
import { printType } from '../types/print-type.ts';
import type { Field } from '../types/type.ts';
import type { Diagram, DiagramEdge, DiagramField, DiagramNode } from './diagram.ts';
import { nodeDetail, wordsOf } from './node-detail.ts';

/**
 * The picture of a flow, of the first one of the file where no name is given: everything that is known of it, also where the
 * text is broken. The same object until the document, an import or a file it names changes; undefined where there is no such
 * flow. Never throws.
 */
export function diagramOf(document: LangiumDocument, flowName?: string): Diagram | undefined {
  const flows = (document.parseResult.value as FlowFile).declarations.filter(isFlow);
  const flow = flowName === undefined ? flows[0] : flows.find(({ name }) => name === flowName);
  if (flow === undefined) return undefined;
  const { diagrams } = factsOf(document);
  const known = diagrams.get(flow) ?? drawFlow(flow, checkDocument(document));
  diagrams.set(flow, known);
  return known;
}

function drawFlow(flow: Flow, diagnostics: FlowDiagnostic[]): Diagram {
  const analysis = analyzeFlow(flow);
  return {
    flow: flow.name ?? '',
    nodes: [
      ...drawStreams(analysis, diagnostics),
      ...[...analysis.nodes.values()].map((node) => drawNode(node, diagnostics)),
    ],
    edges: drawEdges(analysis),
  };
}

function drawNode(analysis: NodeAnalysis, diagnostics: FlowDiagnostic[]): DiagramNode {
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
    ...problemsOf(node, diagnostics),
  };
}

/** Streams are drawn like nodes: records come from them. A node of the same name is drawn in its place. */
function drawStreams({ flow, streams, nodes }: FlowAnalysis, diagnostics: FlowDiagnostic[]): DiagramNode[] {
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
      ...problemsOf(parameter, diagnostics),
    };
  });
}

function problemsOf(node: AstNode, diagnostics: FlowDiagnostic[]): Pick<DiagramNode, 'problems' | 'isBroken'> {
  const own = diagnostics.filter((diagnostic) => isWithin(diagnostic, node));
  const count = (severity: FlowDiagnostic['severity']) => own.filter((one) => one.severity === severity).length;
  const first = own.find(({ severity }) => severity === 'error') ?? own.find(({ severity }) => severity === 'warning');
  return {
    problems: { errors: count('error'), warnings: count('warning'), ...(first && { first: first.message }) },
    isBroken: own.some(({ code }) => code === 'FLOW101' || code === 'FLOW102'),
  };
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
