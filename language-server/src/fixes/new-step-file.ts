/** The code of a task that is not there yet: a file with the function that the task calls, typed as `millrace types` writes its types. */
import { stepLanguageOf, stepTemplate } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { UriUtils } from 'langium';
import { nodeAround } from './editing/statements.ts';
import type { Fix } from './fix.ts';

export const newStepFile: Fix = {
  codes: ['FLOW501'],
  mends({ node, facts: { path }, document }) {
    const task = nodeAround(node);
    const language = path === undefined ? undefined : stepLanguageOf(path);
    if (!ast.isTaskNode(task) || path === undefined || language === undefined) return [];
    const uri = UriUtils.resolvePath(UriUtils.dirname(document.uri), path).toString();
    const created = [{ uri, text: stepTemplate(task, language) }];
    return [{ title: `Create "${path}"`, edits: [], elsewhere: { edits: [], created }, isPreferred: true }];
  },
};
