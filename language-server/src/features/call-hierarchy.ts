/**
 * The call hierarchy, which here is where records come from and go to: incoming are the stations a node reads from, outgoing those
 * that read it. Ranges are the places of the reading, where they are in the file of the station records come from; LSP wants them there.
 */
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils, CstUtils, GrammarUtils, type LangiumDocument, URI } from 'langium';
import type { CallHierarchyProvider } from 'langium/lsp';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsParams,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsParams,
  CallHierarchyPrepareParams,
  Range,
} from 'vscode-languageserver';
import { isStation, itemOf, type Station, stationOf } from '../data-flow/station.ts';
import { type Step, Steps } from '../data-flow/steps.ts';
import type { FlowLanguageServices } from '../services.ts';

export class DataFlowHierarchy implements CallHierarchyProvider {
  private readonly services: FlowLanguageServices;
  private readonly steps: Steps;

  constructor(services: FlowLanguageServices) {
    this.services = services;
    this.steps = new Steps(services);
  }

  prepareCallHierarchy(
    document: LangiumDocument,
    { position }: CallHierarchyPrepareParams,
  ): CallHierarchyItem[] | undefined {
    const root = document.parseResult.value.$cstNode;
    const leaf = root && CstUtils.findDeclarationNodeAtOffset(root, document.textDocument.offsetAt(position), /[\w`]/);
    if (leaf === undefined) return undefined;
    const named = this.services.references.References.findDeclarations(leaf).find(isStation);
    const station = named ?? stationAround(leaf.astNode, leaf.text);
    const item = station && itemOf(station);
    return item && [item];
  }

  incomingCalls({ item }: CallHierarchyIncomingCallsParams): CallHierarchyIncomingCall[] | undefined {
    const station = this.stationOf(item);
    return (
      station &&
      grouped(this.steps.into(station), 'from').flatMap(([other, fromRanges]) => {
        const from = itemOf(other);
        return from === undefined ? [] : [{ from, fromRanges }];
      })
    );
  }

  outgoingCalls({ item }: CallHierarchyOutgoingCallsParams): CallHierarchyOutgoingCall[] | undefined {
    const station = this.stationOf(item);
    return (
      station &&
      grouped(this.steps.outOf(station), 'to').flatMap(([other, fromRanges]) => {
        const to = itemOf(other);
        return to === undefined ? [] : [{ to, fromRanges }];
      })
    );
  }

  private stationOf(item: CallHierarchyItem): Station | undefined {
    const document = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(item.uri));
    return document && stationOf(item, document);
  }
}

/** At the word that opens a statement, and at a port, the node is meant too. */
function stationAround(node: AstNode, word: string): Station | undefined {
  if (ast.isInput(node) && (node.port === word || node.subport === word)) return node.node?.ref;
  return ast.isNode(node) && node.$cstNode?.text.startsWith(word) ? node : undefined;
}

function grouped(steps: readonly Step[], side: 'from' | 'to'): [Station, Range[]][] {
  const groups = new Map<Station, Range[]>();
  for (const step of steps) groups.set(step[side], [...(groups.get(step[side]) ?? []), ...rangeOf(step)]);
  return [...groups];
}

function rangeOf({ from, place }: Step): Range[] {
  const isThere = AstUtils.getDocument(place) === AstUtils.getDocument(from);
  const cst = isThere ? place.$cstNode : GrammarUtils.findNodeForProperty(from.$cstNode, 'name');
  return cst === undefined ? [] : [cst.range];
}
