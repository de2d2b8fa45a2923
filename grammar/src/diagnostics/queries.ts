/** FLOW240 to FLOW249: queries of sql nodes. */
import { error, type FlowDiagnostic, type Place } from './diagnostic.ts';
import { misspelt } from './fix-facts.ts';
import { suggestion } from './suggestion.ts';

/** What DuckDB finds wrong; `unknown` is a name it does not know, and those it does. */
export const wrongQuery = (
  place: Place,
  message: string,
  unknown: { name: string; known: string[] } | undefined,
): FlowDiagnostic => {
  if (unknown === undefined) return error('FLOW240', place, message);
  const { name, known } = unknown;
  return error('FLOW240', place, `${message}${suggestion(name, known)}`, { data: misspelt(name, known) });
};
