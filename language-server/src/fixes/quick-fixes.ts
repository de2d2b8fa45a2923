/** The mends of each mistake at the cursor, as code actions. */
import { interruptAndCheck } from 'langium';
import { CodeActionKind } from 'vscode-languageserver';
import type { ActionDraft, ActionRequest, ActionSource } from '../code-actions/action-source.ts';
import { canCreateFiles } from '../code-actions/change.ts';
import { changeOf, type Mend, type Mistake } from './fix.ts';
import { fixes } from './index.ts';
import { asDiagnostic, mistakesAt } from './mistakes-at.ts';

export const quickFixes: ActionSource = {
  kinds: [CodeActionKind.QuickFix],
  async drafts(request) {
    const drafts: ActionDraft[] = [];
    for (const mistake of mistakesAt(request)) {
      await interruptAndCheck(request.token);
      drafts.push(...(await mendsOf(mistake)).map((mend) => draftOf(mend, mistake, request)));
    }
    return drafts;
  },
};

/** Of all fixes for the code of a mistake, in their order; only what is possible, and one of them preferred at most. */
export async function mendsOf(mistake: Mistake): Promise<Mend[]> {
  const mends: Mend[] = [];
  for (const fix of fixes) if (fix.codes.includes(mistake.code)) mends.push(...(await fix.mends(mistake)));
  const isFileMade = canCreateFiles(mistake.services.host.Client);
  const possible = mends.filter((mend) => {
    return changeOf(mend, mistake.document) !== undefined && (isFileMade || !mend.elsewhere?.created?.length);
  });
  const first = possible.findIndex(({ isPreferred }) => isPreferred);
  return possible.map((mend, index) => (index === first ? mend : { ...mend, isPreferred: false }));
}

function draftOf(mend: Mend, mistake: Mistake, { diagnostics, document }: ActionRequest): ActionDraft {
  return {
    title: mend.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [asDiagnostic(mistake, diagnostics)],
    ...(mend.isPreferred && { isPreferred: true }),
    change: () => changeOf(mend, document),
  };
}
