/** The values of an enumeration that the annotations of a field make. */
import type { Field } from '@millrace/grammar';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Proposal } from './proposal.ts';

/** In code a text has quotes; where the cursor is between quotes it has none. */
export type Where = 'code' | 'text';

/** What the annotations of a field allow. */
export function allowedTexts({ name, rules }: Pick<Field, 'name' | 'rules'>, where: Where): Proposal[] {
  const values = (rules?.oneOf ?? []).filter((value) => where === 'code' || typeof value === 'string');
  return values.map((value) => ({
    label: where === 'code' ? JSON.stringify(value) : String(value),
    kind: CompletionItemKind.EnumMember,
    detail: `value of ${name}`,
    rank: 0,
    isBest: true,
  }));
}
