import * as ast from '../generated/ast.ts';
import { propertyValue } from './property-value.ts';

export type StepMode = 'record' | 'batch' | 'whole';

/** What the code of a task sees at once. A checkpoint is made of all records, so a task that makes one gets them all [N21]. */
export function stepModeOf(task: ast.TaskNode): StepMode {
  const mode = propertyValue(task.properties, 'mode');
  const word = ast.isReference(mode) ? mode.name : undefined;
  if (task.isModel || word === 'whole') return 'whole';
  return word === 'batch' ? word : 'record';
}
