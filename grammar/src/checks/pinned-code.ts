import { nodesOf } from '../analysis/nodes-of.ts';
import { pinnedCodeOf } from '../analysis/pinned-code-of.ts';
import { pinnedCodeMalformed } from '../diagnostics/project.ts';
import * as ast from '../generated/ast.ts';
import type { Check } from './check.ts';

/** [P4] Code of another repository is named with its repository, a commit and a path. */
export const checkPinnedCode: Check = ({ analyses, accept }) => {
  for (const { flow } of analyses) {
    for (const task of nodesOf(flow).filter(ast.isTaskNode)) {
      const pinned = pinnedCodeOf(task);
      if (pinned?.reading.ok === false) accept(pinnedCodeMalformed(pinned.place, pinned.reading.why));
    }
  }
};
