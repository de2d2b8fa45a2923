/** One mend for all mistakes of a code in the file, and what may be mended without asking when a file is saved. */
import { interruptAndCheck } from 'langium';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import type { ActionDraft, ActionRequest, ActionSource } from '../code-actions/action-source.ts';
import { fixAllKind } from '../code-actions/kinds.ts';
import type { Mend, Mistake } from './fix.ts';
import { asDiagnostic, mistakesAt, mistakesOf } from './mistakes-at.ts';
import { mendsOf } from './quick-fixes.ts';

/** Where a file has a mistake more than once, and the one at the cursor has a mend that is preferred. */
export const fixAllOfCode: ActionSource = {
  kinds: [CodeActionKind.QuickFix],
  async drafts(request) {
    const here = new Map(mistakesAt(request).map((mistake) => [mistake.code, mistake]));
    const all = mistakesOf(request.document, request.services);
    const drafts: ActionDraft[] = [];
    for (const [code, mistake] of here) {
      await interruptAndCheck(request.token);
      const same = all.filter((one) => one.code === code);
      if (same.length > 1 && (await mendsOf(mistake)).some(isForAll)) drafts.push(fixAllDraft(code, same, request));
    }
    return drafts;
  },
};

function isForAll({ isPreferred, elsewhere }: Mend): boolean {
  return isPreferred === true && elsewhere === undefined;
}

function fixAllDraft(code: string, same: Mistake[], request: ActionRequest): ActionDraft {
  return {
    title: `Fix all ${code} in this file`,
    kind: CodeActionKind.QuickFix,
    diagnostics: same.map((mistake) => asDiagnostic(mistake, request.diagnostics)),
    change: async () => changeIn(request, await editsOf(same, request, isForAll)),
  };
}

export const fixAllOnSave: ActionSource = {
  kinds: [fixAllKind],
  isOnRequest: true,
  async drafts(request) {
    const edits = await editsOf(mistakesOf(request.document, request.services), request, isWithoutAsking);
    if (edits.length === 0) return [];
    return [{ title: 'Fix what can be fixed safely', kind: fixAllKind, change: () => changeIn(request, edits) }];
  },
};

function isWithoutAsking({ isSafe, isPreferred }: Mend): boolean {
  return isSafe === true && isPreferred === true;
}

function changeIn({ document }: ActionRequest, edits: TextEdit[]) {
  return { edits: [{ uri: document.textDocument.uri, edits }] };
}

/** One that meets an earlier one waits for the next time. */
async function editsOf(mistakes: readonly Mistake[], { token }: ActionRequest, isWanted: (mend: Mend) => boolean) {
  const edits: TextEdit[] = [];
  for (const mistake of mistakes) {
    await interruptAndCheck(token);
    const mend = (await mendsOf(mistake)).find((one) => isWanted(one) && one.elsewhere === undefined);
    const own = mend?.edits.filter((edit) => edit !== undefined) ?? [];
    if (!own.some((edit) => edits.some((other) => meets(edit, other, mistake)))) edits.push(...own);
  }
  return edits;
}

function meets(one: TextEdit, other: TextEdit, { document }: Mistake): boolean {
  const text = document.textDocument;
  const [a, b] = [one, other].map(({ range }) => [text.offsetAt(range.start), text.offsetAt(range.end)] as const);
  if (a === undefined || b === undefined) return true;
  const isApart = a[1] < b[0] || b[1] < a[0] || (a[1] === b[0] && a[0] < a[1]) || (b[1] === a[0] && b[0] < b[1]);
  return !isApart;
}
