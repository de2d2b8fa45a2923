import { nodesOf } from '../analysis/nodes-of.ts';
import { connectors } from '../catalog/connectors/index.ts';
import { readWithoutSchema } from '../diagnostics/schemas.ts';
import * as ast from '../generated/ast.ts';
import { calledName } from '../properties/call-properties.ts';
import type { Check } from './check.ts';

/** [T8] What a connector reads has a schema; a dataset has its own. */
export const checkReads: Check = ({ analyses, accept }) => {
  for (const node of analyses.flatMap(({ flow }) => nodesOf(flow)).filter(ast.isReadNode)) {
    const isConnector = node.source !== undefined && connectors.some(({ name }) => name === calledName(node.source));
    const isDataset = node.source?.dataset?.ref !== undefined;
    if (node.type === undefined && isConnector && !isDataset)
      accept(readWithoutSchema({ node, property: 'name' }, node.name));
  }
};
