/** The refactorings of what is selected, as code actions. Nothing is offered in a text that does not parse. */
import { type AstNode, CstUtils, interruptAndCheck, type LangiumDocument } from 'langium';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import type { ActionDraft, ActionRequest, ActionSource } from '../code-actions/action-source.ts';
import type { Change } from '../code-actions/change.ts';
import { wordInTree } from '../cursor/leaf-at.ts';
import { formattedEdits } from './formatted-edits.ts';
import { refactorings } from './index.ts';
import type { Rewriting, Selected } from './refactoring.ts';

export const refactorSource: ActionSource = {
  kinds: [CodeActionKind.RefactorExtract, CodeActionKind.RefactorInline, CodeActionKind.RefactorRewrite],
  async drafts(request) {
    const { lexerErrors, parserErrors } = request.document.parseResult;
    if (lexerErrors.length + parserErrors.length > 0) return [];
    const selected = selectedBy(request);
    const drafts: ActionDraft[] = [];
    for (const refactoring of refactorings) {
      await interruptAndCheck(request.token);
      for (const rewriting of await refactoring(selected)) drafts.push(draftOf(rewriting, selected));
    }
    return drafts;
  },
};

/** Without the white space around it. */
function selectedBy({ document, range, services, isWanted }: ActionRequest): Selected {
  const text = document.textDocument;
  const [start, end] = [text.offsetAt(range.start), text.offsetAt(range.end)];
  const chosen = text.getText().slice(start, end);
  const isBlank = chosen.trim() === '';
  const offset = isBlank ? start : start + chosen.length - chosen.trimStart().length;
  const span = { offset, end: isBlank ? start : end - chosen.length + chosen.trimEnd().length };
  const node = wordInTree(document, offset)?.node ?? signAt(document, offset);
  return { document, span, node, services, isAsked: isWanted(CodeActionKind.Refactor) };
}

/** What a bracket or another sign belongs to, in front of the cursor or behind it. */
function signAt({ parseResult }: LangiumDocument, offset: number): AstNode | undefined {
  const root = parseResult.value.$cstNode;
  if (root === undefined) return undefined;
  const leaf = CstUtils.findLeafNodeAtOffset(root, offset) ?? CstUtils.findLeafNodeAtOffset(root, offset - 1);
  return leaf?.hidden ? undefined : leaf?.astNode;
}

function draftOf({ title, kind, edits, elsewhere }: Rewriting, { document }: Selected): ActionDraft {
  const change = async (): Promise<Change | undefined> => {
    const own = (await edits()).filter((edit) => edit !== undefined);
    return changeOf(own, elsewhere?.() ?? [], document.textDocument);
  };
  return { title, kind, change };
}

function changeOf(
  edits: readonly TextEdit[],
  others: Change['edits'],
  text: Parameters<typeof formattedEdits>[0],
): Change | undefined {
  if (edits.length + others.length === 0) return undefined;
  const own = edits.length === 0 ? [] : [{ uri: text.uri, edits: formattedEdits(text, edits) }];
  return { edits: [...own, ...others] };
}
