/** Where records are on their way: a node, a stream that a flow is given, or a dataset. */
import { kindOf, nodesOf, streamsOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils, GrammarUtils, type LangiumDocument } from 'langium';
import { type CallHierarchyItem, SymbolKind } from 'vscode-languageserver';

export type Station = ast.Node | ast.Parameter | ast.Dataset;

/** Found by its names again, wherever an edit has moved it. */
interface StationData {
  flow?: string;
  name: string;
}

export function isStation(node: AstNode | undefined): node is Station {
  return ast.isNode(node) || ast.isDataset(node) || (ast.isParameter(node) && node.isStream);
}

export function itemOf(station: Station): CallHierarchyItem | undefined {
  const name = GrammarUtils.findNodeForProperty(station.$cstNode, 'name');
  if (station.$cstNode === undefined || name === undefined) return undefined;
  const flow = AstUtils.getContainerOfType(station, ast.isFlow)?.name;
  return {
    name: station.name,
    kind: symbolKind(station),
    detail: [wordFor(station), flow].filter((part) => part !== undefined).join(' · '),
    uri: AstUtils.getDocument(station).uri.toString(),
    range: station.$cstNode.range,
    selectionRange: name.range,
    data: { flow, name: station.name } satisfies StationData,
  };
}

export function stationOf({ data }: CallHierarchyItem, document: LangiumDocument): Station | undefined {
  const { flow: flowName, name } = (data ?? {}) as Partial<StationData>;
  const { declarations } = document.parseResult.value as ast.FlowFile;
  if (flowName === undefined) return declarations.filter(ast.isDataset).find((one) => one.name === name);
  const flow = declarations.filter(ast.isFlow).find((one) => one.name === flowName);
  return flow && [...streamsOf(flow), ...nodesOf(flow)].find((one) => one.name === name);
}

function wordFor(station: Station): string {
  if (ast.isNode(station)) return kindOf(station);
  return ast.isDataset(station) ? 'dataset' : 'stream';
}

function symbolKind(station: Station): SymbolKind {
  if (ast.isNode(station)) return SymbolKind.Function;
  return ast.isDataset(station) ? SymbolKind.Array : SymbolKind.Variable;
}
