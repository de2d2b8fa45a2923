/** Between the nodes of a diagram and their places in the text, and what a client asks before it starts a run. */
import { flowOf, nodesOf, streamsOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, CstUtils, GrammarUtils, type LangiumDocument } from 'langium';
import type { Range } from 'vscode-languageserver';
import { previewPlacesOf, runPlacesOf } from '../code-lenses/node-places.ts';
import type { FlowSummary, NodeAtParams, NodeAtResult, RevealNodeParams } from '../protocol.ts';

export function rangeOfNode(document: LangiumDocument, { flow, node }: RevealNodeParams): Range | null {
  const around = flowsOf(document).find((item) => item.name === flow);
  // A stream of the flow's header is drawn as well; a node of its name comes first.
  const streams = around ? [...nodesOf(around), ...streamsOf(around)] : [];
  const statement = streams.find((item) => item.name === node);
  const name = GrammarUtils.findNodeForProperty(statement?.$cstNode, 'name') ?? statement?.$cstNode;
  return name?.range ?? null;
}

/** The node whose statement the position is in, or directly behind. */
export function nodeAt(document: LangiumDocument, { position }: NodeAtParams): NodeAtResult {
  const root = document.parseResult.value.$cstNode;
  const offset = document.textDocument.offsetAt(position);
  const leaf = root && CstUtils.findLeafNodeBeforeOffset(root, offset);
  const statement = leaf && AstUtils.getContainerOfType(leaf.astNode, ast.isNode);
  const flow = statement && flowOf(statement);
  if (!statement?.name || !flow) return null;
  const [runPlaces, previewPlaces] = [runPlacesOf(statement), previewPlacesOf(statement)];
  return { flow: flow.name, node: statement.name, runPlaces, previewPlaces };
}

export function flowSummaries(document: LangiumDocument): FlowSummary[] {
  return flowsOf(document).map((flow) => ({
    name: flow.name ?? '',
    parameters: flow.parameters.map((parameter) => ({
      name: parameter.name,
      type: parameter.type?.$cstNode?.text ?? '',
      default: parameter.default?.$cstNode?.text,
    })),
  }));
}

function flowsOf(document: LangiumDocument): ast.Flow[] {
  return (document.parseResult.value as ast.FlowFile).declarations.filter((item) => ast.isFlow(item));
}
