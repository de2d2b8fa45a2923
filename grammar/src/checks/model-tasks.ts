import { findProperty } from '../analysis/property-value.ts';
import { modelNotOfParts } from '../diagnostics/models.ts';
import { isReference } from '../generated/ast.ts';
import type { Check } from './check.ts';

/** [N21] What makes a model gets all records at once, whatever it says. */
export const checkModelTasks: Check = ({ all, accept }) => {
  for (const task of all('TaskNode').filter(({ isModel }) => isModel)) {
    const mode = findProperty(task.properties, 'mode')?.value;
    if (isReference(mode) && (mode.name === 'record' || mode.name === 'batch')) {
      accept(modelNotOfParts({ node: mode }, task.name));
    }
  }
};
