/**
 * What of the mistakes that were found is told, the same for the editor, the command, the diagram and the plan: comments may
 * ignore warnings and hints, the project's rules make them graver or lighter. Errors are always told. A comment that is
 * itself wrong still does what it says, so that one slip is told once.
 */
import type { LangiumDocument } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import type { FlowDiagnostic, Place } from './diagnostic.ts';
import { type IgnoreComment, type IgnoredCode, ignoreComments } from './ignore-comments.ts';
import { inOrder } from './in-order.ts';
import { rangeOf } from './range-of.ts';
import { type Rules, usualSeverity, withRules } from './rules.ts';
import {
  ignoredError,
  ignoredInVain,
  ignoredNothing,
  ignoredTooLate,
  ignoredUnknown,
  ignoredWithoutReason,
} from './style.ts';

/** `found`: every mistake of the document, of its own and of the project around it. */
export function report(document: LangiumDocument, found: FlowDiagnostic[], rules: Rules | undefined): FlowDiagnostic[] {
  const comments = ignoreComments(document);
  const heard = comments.length === 0 ? found : withoutIgnored(document, found, comments);
  return rules === undefined ? heard : withRules(heard, rules);
}

function withoutIgnored(document: LangiumDocument, found: FlowDiagnostic[], comments: IgnoreComment[]) {
  const needed = new Set<IgnoredCode>();
  const kept = found.filter((diagnostic) => {
    const ignoring =
      diagnostic.severity === 'error' ? [] : comments.flatMap((comment) => codesFor(diagnostic, comment));
    for (const code of ignoring) needed.add(code);
    return ignoring.length === 0;
  });
  // Where a word or a name is wrong, checks that need to know everything are silent.
  const isWhole = !found.some(({ code, severity }) => severity === 'error' && /^FLOW1[01]/.test(code));
  const isVain = (code: IgnoredCode) => isWhole && !dependsOnFiles(code) && !needed.has(code);
  const place = (range: Range): Place => ({ node: document.parseResult.value, range });
  return inOrder([...kept, ...comments.flatMap((comment) => mistakesOf(comment, isVain, place))]);
}

function codesFor({ code, place }: FlowDiagnostic, { codes, isFile, line }: IgnoreComment): IgnoredCode[] {
  const isMeant = isFile || rangeOf(place).start.line === line;
  return isMeant ? codes.filter((one) => one.code === code) : [];
}

/**
 * What is missing on one machine may be there on another, and what nobody uses depends on the files that are loaded (FLOW116), so
 * nobody is told to take such a comment away.
 */
function dependsOnFiles({ code }: IgnoredCode): boolean {
  return /^FLOW([45]|116)/.test(code);
}

/** The first that is wrong with each code, else with the comment as a whole. */
function mistakesOf(
  { range, isFile, isInHead, codes, reason }: IgnoreComment,
  isVain: (code: IgnoredCode) => boolean,
  place: (range: Range) => Place,
): FlowDiagnostic[] {
  if (codes.length === 0) return [ignoredNothing(place(range))];
  const wrong = codes.flatMap((one): FlowDiagnostic[] => {
    const usual = usualSeverity(one.code);
    if (usual === undefined) return [ignoredUnknown(place(one.range), one.code)];
    if (usual === 'error') return [ignoredError(place(one.range), one.code)];
    return isVain(one) ? [ignoredInVain(place(one.range), one.code, isFile)] : [];
  });
  if (wrong.length > 0) return wrong;
  if (isFile && !isInHead) return [ignoredTooLate(place(range))];
  return reason === '' ? [ignoredWithoutReason(place(range))] : [];
}
