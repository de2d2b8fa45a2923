import type { NodeAnalysis } from '../../analysis/flow-analysis.ts';
import { type ColumnLinks, passedOn } from './link.ts';

/** What is kept goes on by its name; what the model gives begins here. */
export const inferLinks: ColumnLinks = {
  down: (node, input, from) => (isKept(node, from[0]) ? passedOn.down(node, input, from) : []),
  up: (node, port, to) => (isKept(node, to[0]) ? passedOn.up(node, port, to) : []),
};

function isKept({ inference, output, added }: NodeAnalysis, name = ''): boolean {
  if (inference === undefined)
    return output?.fields.some((field) => field.name === name) === true && !added.some((field) => field.name === name);
  return inference.keep.includes(name) && !inference.outputs.some(({ column }) => column === name);
}
