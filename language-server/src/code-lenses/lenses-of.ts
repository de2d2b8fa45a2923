import { nodesOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { commands } from '../protocol.ts';
import type { Counted, Lens } from './lens.ts';
import { previewPlacesOf, runPlacesOf } from './node-places.ts';

/** What stands above a statement, in the order in which it is shown. */
export function lensesOf(place: ast.Declaration | ast.Node): Lens[] {
  if (ast.isFlow(place)) return lensesOfFlow(place);
  if (ast.isTest(place)) {
    return [{ setting: 'test', title: '▶ Test', command: commands.runTest, arguments: [place.title] }];
  }
  return ast.isNode(place) ? lensesOfNode(place) : [];
}

function lensesOfFlow({ name }: ast.Flow): Lens[] {
  return [
    { setting: 'run', title: '▶ Run', command: commands.runFlow, arguments: [name] },
    { setting: 'run', title: 'Open Diagram', command: commands.openDiagram, arguments: [name] },
  ];
}

/** With all its places, where a person has to choose one. */
function lensesOfNode(node: ast.Node): Lens[] {
  const flow = flowNameOf(node);
  const given = (places: readonly string[]) => [flow, node.name, ...(places[0] === node.name ? [] : [places])];
  const [targets, sources] = [runPlacesOf(node), previewPlacesOf(node)];
  const lenses: (Lens & { places: readonly string[] })[] = [
    {
      setting: 'runToHere',
      title: 'Run to here',
      command: commands.runToHere,
      arguments: given(targets),
      places: targets,
    },
    { setting: 'peek', title: 'Peek', command: commands.peek, arguments: given(sources), places: sources },
  ];
  return lenses.flatMap(({ places, ...lens }) => (places.length === 0 ? [] : [lens]));
}

function flowNameOf(node: ast.Node): string | undefined {
  let around: ast.Flow | ast.Group = node.$container;
  while (ast.isGroup(around)) around = around.$container;
  return around.name;
}

/** Every place that may have lenses: the declarations, and the nodes of the flows. */
export function placesOf(file: ast.FlowFile): (ast.Declaration | ast.Node)[] {
  return file.declarations.flatMap((one): (ast.Declaration | ast.Node)[] =>
    ast.isFlow(one) ? [one, ...nodesOf(one)] : [one],
  );
}

export function isCounted(place: ast.Declaration | ast.Node): place is Counted {
  return ast.isSchema(place) || ast.isModel(place) || ast.isDataset(place) || ast.isFlow(place);
}

/** A flow that takes and gives no records is run by people: that no other flow uses it says nothing. */
export function isEntry(place: Counted): boolean {
  return ast.isFlow(place) && place.outputs.length === 0 && !place.parameters.some(({ isStream }) => isStream);
}
