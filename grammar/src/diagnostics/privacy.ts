/** FLOW6xx: what may leave the project. */
import { error, type FlowDiagnostic, hint, type Place } from './diagnostic.ts';
import { someOf } from './some-of.ts';

export interface WrittenColumn {
  column: string;
  /** Where it comes from, for the message: `card of payments, @pii`. */
  because: string;
}

/** Columns of one write that hold personal or sensitive data; `isErrors` where they are what leaves by an errors port. */
export function sensitiveWritten(
  place: Place,
  columns: WrittenColumn[],
  isErrors: boolean,
  related: { message: string; place: Place }[],
): FlowDiagnostic {
  const what = someOf(columns.map(({ column, because }) => `"${column}" (${because})`));
  const allow =
    columns.length > 5 ? 'allow: […] with their names' : `allow: [${columns.map(({ column }) => column).join(', ')}]`;
  const message = isErrors
    ? `This would write whole records as they came in: ${what}. If they may be written, say ${allow}`
    : `This would write personal or sensitive data: ${what}. Use sha256, hmac, mask or redact, leave it out, or say ${allow}`;
  return error('FLOW601', place, message, { related, data: { columns: columns.map(({ column }) => column) } });
}

/** `part` is what gives it away: a password, a parameter. */
export const secretInAddress = (place: Place, part: string): FlowDiagnostic =>
  error(
    'FLOW604',
    place,
    `This address has ${part} in it, which everybody can read who has the file; write secret("NAME") instead, and give the whole address as its value`,
  );

export const needlessAllow = (place: Place, column: string): FlowDiagnostic =>
  hint('FLOW602', place, `"${column}" holds no personal or sensitive data`, { tag: 'unnecessary' });

/** At the argument of a flow that is used: one of its writes writes what the argument brings. */
export function sensitiveGiven(
  place: Place,
  column: string,
  because: string,
  write: string,
  writing: Place,
): FlowDiagnostic {
  const message = `"${write}" would write "${column}" of these records, personal or sensitive data: ${because}`;
  return error('FLOW603', place, `${message}. Use sha256, hmac, mask or redact before, or let "${write}" allow it`, {
    related: [{ message: `"${write}" is here`, place: writing }],
    data: { columns: [column] },
  });
}
