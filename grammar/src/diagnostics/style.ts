/** FLOW7xx: style, so far that of comments which ignore mistakes. */
import { type FlowDiagnostic, type Place, warning } from './diagnostic.ts';

export const ignoredError = (place: Place, code: string): FlowDiagnostic =>
  warning('FLOW701', place, `${code} is an error, and errors cannot be ignored; correct it`);

export const ignoredWithoutReason = (place: Place): FlowDiagnostic =>
  warning('FLOW702', place, 'Say why: // millrace-ignore FLOWnnn: the reason');

export const ignoredUnknown = (place: Place, code: string): FlowDiagnostic =>
  warning('FLOW703', place, `There is no code "${code}"`);

export const ignoredNothing = (place: Place): FlowDiagnostic =>
  warning('FLOW703', place, 'Name the code to ignore: // millrace-ignore FLOWnnn: the reason');

export const ignoredInVain = (place: Place, code: string, isFile: boolean): FlowDiagnostic =>
  warning('FLOW704', place, `There is no ${code} ${isFile ? 'in this file' : 'here'} to ignore`, {
    tag: 'unnecessary',
  });

export const ignoredTooLate = (place: Place): FlowDiagnostic =>
  warning('FLOW705', place, 'What counts for the whole file stands above its first word; move this comment there');
