/** One mend for all mistakes of a code in the file, and what may be mended without asking when a file is saved. */
import { interruptAndCheck } from 'langium';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import type { ActionDraft, ActionRequest, ActionSource } from '../code-actions/action-source.ts';
import { fixAllKind } from '../code-actions/kinds.ts';
import type { Mend, Mistake } from './fix.ts';
import { asDiagnostic, mistakesAt, mistakesOf } from './mistakes-at.ts';
import { mendsOf } from './quick-fixes.ts';

/** Where a file has a mistake more than once. */
export const fixAllOfCode: ActionSource = {
  kinds: [CodeActionKind.QuickFix],
  async drafts(request) {
    const codes = new Set(mistakesAt(request).map(({ code }) => code));
    const all = mistakesOf(request.document, request.services);
    const drafts: ActionDraft[] = [];
    for (const code of codes) {
      const same = all.filter((mistake) => mistake.code === code);
      if (same.length > 1) drafts.push(...(await fixAllDraft(code, same, request)));
    }
    return drafts;
  },
};

/** Offered only where each has a mend that is preferred, as the first one of a person who mends one by one. */
async function fixAllDraft(code: string, same: Mistake[], request: ActionRequest): Promise<ActionDraft[]> {
  const edits = await editsOf(same, request, ({ isPreferred }) => isPreferred === true);
  if (edits.mended.length < 2) return [];
  const diagnostics = edits.mended.map((mistake) => asDiagnostic(mistake, request.diagnostics));
  const title = `Fix all ${edits.mended.length} of ${code} in this file`;
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics, change: () => changeIn(request, edits.edits) }];
}

export const fixAllOnSave: ActionSource = {
  kinds: [fixAllKind],
  isOnRequest: true,
  async drafts(request) {
    const { edits } = await editsOf(mistakesOf(request.document, request.services), request, isWithoutAsking);
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

/** Of mends of this document alone; one that meets an earlier one waits for the next time. */
async function editsOf(mistakes: readonly Mistake[], { token }: ActionRequest, isWanted: (mend: Mend) => boolean) {
  const edits: TextEdit[] = [];
  const mended: Mistake[] = [];
  for (const mistake of mistakes) {
    await interruptAndCheck(token);
    const mend = (await mendsOf(mistake)).find((one) => isWanted(one) && one.elsewhere === undefined);
    const own = mend?.edits.filter((edit) => edit !== undefined) ?? [];
    if (own.length === 0 || own.some((edit) => edits.some((other) => meets(edit, other, mistake)))) continue;
    edits.push(...own);
    mended.push(mistake);
  }
  return { edits, mended };
}

function meets(one: TextEdit, other: TextEdit, { document }: Mistake): boolean {
  const text = document.textDocument;
  const [a, b] = [one, other].map(({ range }) => [text.offsetAt(range.start), text.offsetAt(range.end)] as const);
  if (a === undefined || b === undefined) return true;
  const isApart = a[1] < b[0] || b[1] < a[0] || (a[1] === b[0] && a[0] < a[1]) || (b[1] === a[0] && b[0] < b[1]);
  return !isApart;
}
