/** Texts before and after a refactoring: what is selected stands in `[[ ]]`, a cursor is `[[]]`. */
import { checkDocument, formatFlow } from '@millrace/grammar';
import { openedText, textsAfter } from './mended-text.ts';

export interface SelectedText {
  text: string;
  from: number;
  to: number;
}

export function selectedText(marked: string): SelectedText {
  const [from, to] = [marked.indexOf('[['), marked.indexOf(']]')];
  if (from < 0 || to < from) throw new Error('The text has no [[ ]]');
  const inside = marked.slice(from + 2, to);
  return { text: marked.slice(0, from) + inside + marked.slice(to + 2), from, to: to - 2 };
}

/** The refactorings offered for what is selected; `only` as a client asks, null where it does not say. */
export async function offered(marked: string, only: string[] | null = ['refactor']): Promise<string[]> {
  const { actions } = await selectedActions(marked, only);
  return actions.map(({ title }) => title);
}

/** All files that the refactoring writes; the text itself is at `/main.flow`. */
export async function refactoredFiles(
  marked: string,
  title: string,
  only: string[] | null = ['refactor'],
): Promise<Record<string, string>> {
  const { actions, folder } = await selectedActions(marked, only);
  const action = actions.find((one) => one.title === title);
  if (action === undefined)
    throw new Error(`There is no "${title}" among ${actions.map((one) => one.title).join(', ')}`);
  return textsAfter(action, folder);
}

export async function refactored(marked: string, title: string): Promise<string> {
  return (await refactoredFiles(marked, title))['/main.flow'] ?? '';
}

async function selectedActions(marked: string, only: string[] | null) {
  const { text, from, to } = selectedText(marked);
  const { document, folder, actionsIn } = await openedText(text);
  const at = (offset: number) => document.textDocument.positionAt(offset);
  return { actions: await actionsIn({ start: at(from), end: at(to) }, only ?? undefined), folder };
}

/** What is wrong with a text, by code; also that it is not in its layout. */
export async function mistakesIn(text: string): Promise<string[]> {
  const { document } = await openedText(text);
  const codes = checkDocument(document).map(({ code }) => code);
  return formatFlow(document.textDocument.getText()) === document.textDocument.getText() ? codes : [...codes, 'layout'];
}
