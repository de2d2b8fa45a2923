/**
 * A run writes the same bytes before and after every refactoring, wherever it is offered in flows that have something for each of
 * them, and after renaming and formatting. The analysis of the same is compared in `refactoring-laws.test.ts`.
 */
import { formatFlow } from '@millrace/grammar';
import fc from 'fast-check';
import { CstUtils } from 'langium';
import { expect, test } from 'vitest';
import { ResponseError } from 'vscode-languageserver';
import { afterEdit, codeActions } from '../support/code-actions.ts';
import { lawData, lawFlows } from '../support/law-flows.ts';
import { projectFolder } from '../support/project-folder.ts';
import { RefactoredRun } from '../support/refactored-run.ts';
import { cursors, expressions, statementRuns } from '../support/refactoring-laws.ts';

/** The same data in every test run: a failure is to be found again. */
const [data = {}] = fc.sample(lawData, { numRuns: 1, seed: 7 });

const runOf = (flow: string) => RefactoredRun.of(projectFolder(), { ...data, 'main.flow': flow });

/** Those that are offered in each of the flows. */
const offered: Record<string, readonly string[]> = {
  filters: [
    'Extract to a column',
    'Extract to a flow',
    'Filter in front of …',
    'List the columns of …',
    'Merge with the filter …',
    'Split into two filters',
  ],
  selects: ['Extract to a column', 'Extract to a flow', 'Inline into …', 'List the columns of …'],
  aggregates: ['Extract to a column', 'Extract to a flow', 'Inline into …'],
  routes: ['Extract to a column', 'Extract to a flow', 'Replace the route by filters'],
  joins: ['Extract to a column', 'Extract to a flow', 'Extract to a schema', 'Inline the flow …'],
  queries: ['Extract to a column', 'Extract to a flow'],
  models: [
    'Extract to a column',
    'Extract to a flow',
    'Map the inputs of the model by order',
    'Write out which columns stay',
  ],
};

test.each(lawFlows)(
  'every refactoring: %s',
  async (name, flow) => {
    const run = await runOf(flow);
    const before = await run.outcome(flow);
    expect(before).toMatch(/^succeeded\n/);
    const texts = await refactoredTexts(run);
    const faults: string[] = [];
    for (const [text, title] of texts) {
      const after = await run.outcome(text);
      if (after !== before) faults.push(`${title}\n${text}\n${after}\n`);
    }
    expect(faults.slice(0, 3).join('\n')).toBe('');
    expect([...new Set([...texts.values()].map(kindOf))].sort()).toEqual(offered[name]);
  },
  120_000,
);

test.each(lawFlows)(
  'every rename, but for the new name: %s',
  async (_, flow) => {
    const run = await runOf(flow);
    const before = await run.outcome(flow);
    const faults: string[] = [];
    const texts = await renamedTexts(run);
    for (const [text, old] of texts) {
      const after = (await run.outcome(text)).replaceAll(newName, old);
      if (after !== before) faults.push(`${old}\n${text}\n${after}\n`);
    }
    expect(faults.slice(0, 3).join('\n')).toBe('');
    expect(texts.size).toBeGreaterThan(5);
  },
  120_000,
);

test.each(lawFlows)('the layout: %s', async (_, flow) => {
  const run = await runOf(flow);
  const squeezed = flow.replaceAll(/\n +/g, '\n').replaceAll(/: +/g, ':');
  expect(formatFlow(squeezed)).not.toBe(squeezed);
  const outcomes = [await run.outcome(squeezed), await run.outcome(formatFlow(squeezed) ?? '')];
  expect(outcomes).toEqual([await run.outcome(flow), await run.outcome(flow)]);
});

/** Each text once, with the title of the action that made it. */
async function refactoredTexts({ services, document, text: old }: RefactoredRun): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const { range } of [...cursors(document), ...expressions(document), ...statementRuns(document)]) {
    for (const { edit, title } of await codeActions(services, document, range, ['refactor'])) {
      const text = afterEdit(edit, () => old).get(document.textDocument.uri);
      if (text !== undefined) texts.set(text, title);
    }
  }
  return texts;
}

/** Without the names that are in it. */
function kindOf(title: string): string {
  return title.replace(/"[^"]*"|\*.*|\.\.\..*/g, '…');
}

const newName = 'renamed9';

/** The text after each rename that is not refused, with the name that it had; the flow is run by its own. */
async function renamedTexts({ services, document, text: old }: RefactoredRun): Promise<Map<string, string>> {
  const root = document.parseResult.value.$cstNode;
  const words =
    root === undefined ? [] : CstUtils.flattenCst(root).filter(({ text }) => /^\w+$/.test(text) && text !== 'Main');
  const provider = services.flow.lsp.RenameProvider;
  const texts = new Map<string, string>();
  for (const { range, text: word } of words) {
    const params = { textDocument: { uri: document.textDocument.uri }, position: range.start, newName };
    if ((await provider?.prepareRename(document, params)) === undefined) continue;
    try {
      const text = afterEdit(await provider?.rename(document, params), () => old).get(document.textDocument.uri);
      if (text !== undefined) texts.set(text, word);
    } catch (refused) {
      if (!(refused instanceof ResponseError)) throw refused;
    }
  }
  return texts;
}
