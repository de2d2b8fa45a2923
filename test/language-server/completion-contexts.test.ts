/** Every named context of completion, and the page that lists them. */
import { describe, expect, test } from 'vitest';
import { completionContexts } from '../support/completion-contexts/index.ts';
import { completionPage } from '../support/completion-contexts/page.ts';
import { files, inProject } from '../support/completion-contexts/project.ts';
import { cursorText } from '../support/cursor-text.ts';
import { expectGolden } from '../support/golden-text.ts';
import { openText } from '../support/language-services.ts';

async function labels(marked: string): Promise<string[]> {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text, files);
  const list = await services.flow.lsp.CompletionProvider?.getCompletion(document, {
    textDocument: { uri: document.textDocument.uri },
    position,
  });
  return (list?.items ?? []).map(({ label }) => label);
}

describe.each(Object.entries(completionContexts))('%s', (_title, contexts) => {
  test.each(contexts)('$name', async (context) => {
    const found = await labels(inProject(context));
    const { first, also = [], never = [] } = context;
    expect(found.slice(0, first.length)).toEqual(first);
    expect(found).toEqual(expect.arrayContaining(also));
    expect(found.filter((label) => never.includes(label))).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });
});

test('there are at least 100 of them, each with a name of its own', () => {
  const names = Object.values(completionContexts).flatMap((some) => some.map(({ name }) => name));
  expect(names.length).toBeGreaterThanOrEqual(100);
  expect(new Set(names).size).toBe(names.length);
});

test('the page lists them all', () => {
  expectGolden(completionPage(), 'docs/reference/completion.md');
});
