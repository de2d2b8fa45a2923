import { assertNever } from '../assert-never.ts';
import type { Diagram, HostMessage, RunView } from '../protocol.ts';
import { applyPatches } from './apply-patches.ts';
import { withDistinctIds } from './distinct-ids.ts';

/** What the diagram page knows; everything drawn is derived from it. */
export interface DiagramState {
  /** undefined until the host has spoken, null where the file has no flow. */
  diagram: Diagram | null | undefined;
  file: string;
  flows: readonly string[];
  selected: string | undefined;
  run: RunView | undefined;
}

export type DiagramAction = HostMessage | { type: 'click'; node: string | undefined };

export const emptyState: DiagramState = {
  diagram: undefined,
  file: '',
  flows: [],
  selected: undefined,
  run: undefined,
};

export function reduceDiagram(state: DiagramState, action: DiagramAction): DiagramState {
  switch (action.type) {
    case 'diagram':
      return {
        ...state,
        diagram: action.diagram && withDistinctIds(action.diagram),
        file: action.file,
        flows: action.flows,
      };
    case 'patches':
      return reducePatches(state, action.patches);
    case 'select':
      return { ...state, selected: action.node ?? undefined };
    case 'click':
      return { ...state, selected: action.node };
    case 'run':
      return { ...state, run: action.run ?? undefined };
    case 'results':
      return state;
    default:
      return assertNever(action);
  }
}

function reducePatches(state: DiagramState, patches: Extract<HostMessage, { type: 'patches' }>['patches']) {
  const replaced = patches.findLast((patch) => patch.type === 'replace');
  const before = state.diagram ?? { flow: '', nodes: [], edges: [] };
  return { ...state, flows: replaced?.flows ?? state.flows, diagram: withDistinctIds(applyPatches(before, patches)) };
}
