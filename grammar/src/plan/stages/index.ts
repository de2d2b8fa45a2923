import type { NodeAnalysis } from '../../analysis/flow-analysis.ts';
import type { PlannedStage, StageContext } from '../stage-context.ts';
import { planFilter } from './filter.ts';
import { planInfer } from './infer.ts';
import { planRead } from './read.ts';
import { planSelect } from './select.ts';
import { planTask } from './task.ts';
import { planWrite } from './write.ts';

/** What only its kind knows about a node's stage; undefined where the analysis does not know enough. */
export function planNode(analysis: NodeAnalysis, context: StageContext): PlannedStage | undefined {
  const { node } = analysis;
  switch (node.$type) {
    case 'ReadNode':
      return planRead(analysis, node, context);
    case 'SelectNode':
      return planSelect(analysis, node, context);
    case 'FilterNode':
      return planFilter(analysis, node, context);
    case 'InferNode':
      return planInfer(analysis, node, context);
    case 'TaskNode':
      return planTask(analysis, node, context);
    case 'WriteNode':
      return planWrite(analysis, node, context);
    default:
      return undefined;
  }
}
