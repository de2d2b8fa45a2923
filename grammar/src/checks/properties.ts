import { kindOf } from '../analysis/node-kind.ts';
import { nodesOf } from '../analysis/nodes-of.ts';
import { writtenProperties } from '../analysis/property-value.ts';
import { datasetProperties } from '../catalog/dataset-properties.ts';
import { modelProperties } from '../catalog/model-properties.ts';
import { nodeKinds } from '../catalog/nodes/index.ts';
import { isDataset, isModel } from '../generated/ast.ts';
import { checkPropertyList } from '../properties/check-properties.ts';
import { withoutValues } from '../properties/read-value.ts';
import type { Check } from './check.ts';

/** [P2] Properties of nodes and models are those of the catalogue, with the values it wants. */
export const checkProperties: Check = ({ file, analyses, accept }) => {
  for (const model of file.declarations.filter(isModel)) {
    if (model.properties === undefined) continue;
    const owner = { name: `model ${model.name}`, place: { node: model, property: 'name' } };
    checkPropertyList(model.properties.properties, modelProperties, owner, new Map(), accept);
  }
  for (const dataset of file.declarations.filter(isDataset)) {
    if (dataset.properties === undefined) continue;
    const owner = { name: `dataset ${dataset.name}`, place: { node: dataset, property: 'name' } };
    checkPropertyList(dataset.properties.properties, datasetProperties, owner, new Map(), accept);
  }
  for (const { flow, parameters } of analyses) {
    const unset = withoutValues(parameters);
    for (const node of nodesOf(flow)) {
      const specs = nodeKinds.find(({ name }) => name === kindOf(node))?.properties ?? [];
      const written = writtenProperties(node);
      if (written === undefined) continue;
      const owner = { name: kindOf(node), place: { node, property: 'name' } };
      checkPropertyList(written, specs, owner, unset, accept);
    }
  }
};
