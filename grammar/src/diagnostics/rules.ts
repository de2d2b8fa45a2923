/**
 * How grave a project wants a mistake to be: `"rules": { "FLOW302": "off" }` in millrace.json. Errors stay errors, so that no
 * mistake in the wiring survives to a run; warnings and hints may be raised, lowered or switched off.
 */
import { explanations } from '../generated/explanations.ts';
import type { FlowDiagnostic } from './diagnostic.ts';

export const ruleSettings = ['off', 'hint', 'info', 'warning', 'error'] as const;

export type RuleSetting = (typeof ruleSettings)[number];

/** By code; a code that is not named stays as it is. */
export type Rules = Readonly<Record<string, RuleSetting>>;

/** undefined for what is no code. */
export function usualSeverity(code: string): FlowDiagnostic['severity'] | undefined {
  return Object.hasOwn(explanations, code) ? explanations[code]?.severity : undefined;
}

/** The mistakes that are left, each as grave as the project wants it. */
export function withRules(diagnostics: readonly FlowDiagnostic[], rules: Rules): FlowDiagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const wanted = Object.hasOwn(rules, diagnostic.code) ? rules[diagnostic.code] : undefined;
    if (wanted === undefined || diagnostic.severity === 'error') return [diagnostic];
    return wanted === 'off' ? [] : [{ ...diagnostic, severity: wanted }];
  });
}
