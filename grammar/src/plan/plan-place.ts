import type { LangiumDocument } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { mainOutput } from '../analysis/subflows.ts';
import { type Flow, type FlowFile, isFlow } from '../generated/ast.ts';

/** Where records leave a node. */
export interface PlanPlace {
  node: string;
  port: string;
}

/** What a node and a port of a flow are called in its plan, in which no flow is used: the records of `use scored` leave `scored.high`. */
export function planPlace(flow: FlowAnalysis, { node, port }: PlanPlace): PlanPlace {
  const used = flow.nodes.get(node)?.use?.analysis;
  if (used === undefined) return { node, port };
  const [output = '', inner = 'out'] = port === 'out' ? [mainOutput(used.flow)?.node.$refText] : port.split('.');
  const place = planPlace(used, { node: output, port: inner });
  return { node: `${node}.${place.node}`, port: place.port };
}

/** The same for a flow by its name, or the only one of a file where `flow` is undefined. */
export function planPlaceIn(document: LangiumDocument, flow: string | undefined, place: PlanPlace): PlanPlace {
  const chosen = flowIn(document, flow);
  return chosen === undefined ? place : planPlace(analyzeFlow(chosen), place);
}

/** What a use of a flow gives, as a person names it: `sub.high`, `sub.low`. undefined where no node uses a flow under this name. */
export function outputsOfUse(document: LangiumDocument, flow: string | undefined, node: string): string[] | undefined {
  const chosen = flowIn(document, flow);
  const use = chosen && analyzeFlow(chosen).nodes.get(node)?.use;
  return use?.analysis?.flow.outputs.map((output) => `${node}.${output.node.$refText}`);
}

function flowIn(document: LangiumDocument, flow: string | undefined): Flow | undefined {
  const flows = (document.parseResult.value as FlowFile).declarations.filter(isFlow);
  return flows.find(({ name }) => flow === undefined || name === flow);
}
