/** Where a flow is named to be run: parameters that are missing, nameless, or streams that are none. */
import {
  analyzeFlow,
  flowOf,
  givesRecords,
  isAssignable,
  predecessorsOf,
  recordTypeOf,
  streamsOf,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { removeItem } from './editing/lists.ts';
import { writtenName } from './editing/names.ts';
import { addArgument } from './editing/properties.ts';
import { insert, replacePlace, spanOf, textAround } from './editing/spans.ts';
import { type Fix, preferred } from './fix.ts';

export const missingArguments: Fix = {
  codes: ['FLOW132'],
  mends({ facts: { name, example }, node }) {
    if (!ast.isFlowRun(node) || name === undefined) return [];
    const key = writtenName(name);
    if (example !== undefined) return preferred(`Give "${name}" a value`, addArgument(node, `${key}: ${example}`));
    return sourcesFor(node, name).map((source, index) => ({
      title: `Give "${name}" the records of "${source}"`,
      edits: [addArgument(node, `${key}: ${writtenName(source)}`)],
      isPreferred: index === 0,
    }));
  },
};

/** Nodes of the flow around whose records fit the stream; where that is not known, they might. */
function sourcesFor(run: ast.FlowRun, name: string): string[] {
  const around = flowOf(run);
  const own = AstUtils.getContainerOfType(run, ast.isUseNode);
  const parameter = run.flow?.ref?.parameters.find((one) => one.name === name);
  const wanted = parameter && recordTypeOf(parameter.type);
  if (around === undefined || wanted === undefined) return [];
  const { nodes, streams } = analyzeFlow(around);
  const sources = streamsOf(around).filter((source) => source !== own && givesRecords(source));
  const fitting = sources.filter((source) => {
    const record = ast.isParameter(source) ? streams.get(source.name) : nodes.get(source.name)?.output;
    return record !== undefined && isAssignable(record, wanted) && !reads(own, source);
  });
  return fitting.map((source) => source.name).slice(0, 5);
}

/** What is made of the use's own records cannot feed it. */
function reads(use: ast.UseNode | undefined, source: ast.Stream): boolean {
  const waiting: ast.Stream[] = [source];
  for (const next of waiting) {
    if (next === use) return true;
    if (ast.isNode(next)) waiting.push(...predecessorsOf(next).filter((one) => !waiting.includes(one)));
  }
  return false;
}

export const wrongStreams: Fix = {
  codes: ['FLOW282'],
  mends({ facts: { name = '' }, node, diagnostic }) {
    const run = AstUtils.getContainerOfType(node, ast.isFlowRun);
    const isUse = ast.isUseNode(run?.$container);
    const sources = run === undefined || !isUse ? [] : sourcesFor(run, name);
    return sources.map((source, index) => ({
      title: `Give it the records of "${source}"`,
      edits: [replacePlace(diagnostic.place, writtenName(source))],
      isPreferred: index === 0,
    }));
  },
};

/** The parameters that have no value yet; where all have one, the value is too much. */
export const namelessArguments: Fix = {
  codes: ['FLOW130'],
  mends({ node }) {
    const run = AstUtils.getContainerOfType(node, ast.isFlowRun);
    if (run === undefined || !ast.isArgument(node)) return [];
    const given = run.arguments.map(({ name }) => name);
    const free = (run.flow?.ref?.parameters ?? []).map(({ name }) => name).filter((name) => !given.includes(name));
    if (free.length === 0) return preferred('Remove it', removeItem(node));
    return free.slice(0, 5).map((name, index) => ({
      title: `Name it "${name}"`,
      edits: [insert(textAround(node), spanOf({ node }).offset, `${writtenName(name)}: `)],
      isPreferred: index === 0,
    }));
  },
};

/** For a person who knows when, and not how cron writes it. */
export const timeTables: Fix = {
  codes: ['FLOW134'],
  mends({ diagnostic }) {
    const tables = { 'every day at 3:00': '0 3 * * *', 'every hour': '0 * * * *', 'every Monday at 3:00': '0 3 * * 1' };
    return Object.entries(tables).map(([title, table]) => {
      return { title: `Change to ${title}`, edits: [replacePlace(diagnostic.place, `"${table}"`)] };
    });
  },
};
