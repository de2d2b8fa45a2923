import type { LangiumDocument } from 'langium';
import { nodesOf } from '../analysis/nodes-of.ts';
import { datasetCycle, datasetWrittenTwice } from '../diagnostics/project.ts';
import * as ast from '../generated/ast.ts';
import { importedDocuments } from '../names/import-closure.ts';
import type { Check } from './check.ts';

interface Write {
  node: ast.WriteNode;
  dataset: ast.Dataset;
  /** What its flow reads. */
  reads: ast.Dataset[];
}

/** [N23] A dataset is written by one node, and is not made of itself, however many flows lie between. */
export const checkDatasets: Check = ({ document, accept }) => {
  const own = writesIn(document);
  if (own.length === 0) return;
  const all = [...own, ...importedDocuments(document).flatMap(writesIn)];
  const told = new Set<ast.Dataset>();
  for (const { node, dataset } of own) {
    const place = { node: node.target, property: 'dataset' };
    const first = all.find((write) => write.dataset === dataset && write.node !== node);
    const isLater =
      first !== undefined && (!own.includes(first) || own.indexOf(first) < own.findIndex((one) => one.node === node));
    if (isLater) accept(datasetWrittenTwice(place, dataset.name, { node: first.node.target, property: 'dataset' }));
    const circle = told.has(dataset) ? undefined : circleOf(dataset, all);
    for (const one of circle ?? []) told.add(one);
    if (circle !== undefined)
      accept(
        datasetCycle(
          place,
          [dataset, ...circle].map(({ name }) => name),
        ),
      );
  }
};

function writesIn(document: LangiumDocument): Write[] {
  const { declarations } = document.parseResult.value as ast.FlowFile;
  return declarations.filter(ast.isFlow).flatMap((flow) => {
    const nodes = nodesOf(flow);
    const reads = nodes.filter(ast.isReadNode).map((node) => node.source?.dataset?.ref);
    const known = reads.filter((dataset) => dataset !== undefined);
    return nodes.filter(ast.isWriteNode).flatMap((node) => {
      const dataset = node.target?.dataset?.ref;
      return dataset === undefined ? [] : [{ node, dataset, reads: known }];
    });
  });
}

/** The shortest way from a dataset over those that are made of it back to it. */
function circleOf(start: ast.Dataset, writes: readonly Write[]): ast.Dataset[] | undefined {
  const from = new Map<ast.Dataset, ast.Dataset | undefined>();
  const waiting: (ast.Dataset | undefined)[] = [undefined];
  for (const last of waiting) {
    for (const { dataset } of writes.filter(({ reads }) => reads.includes(last ?? start))) {
      if (from.has(dataset)) continue;
      from.set(dataset, last);
      if (dataset === start) return wayTo(dataset, from);
      waiting.push(dataset);
    }
  }
  return undefined;
}

function wayTo(end: ast.Dataset, from: ReadonlyMap<ast.Dataset, ast.Dataset | undefined>): ast.Dataset[] {
  const way = [end];
  for (let step = from.get(end); step !== undefined; step = from.get(step)) way.unshift(step);
  return way;
}
