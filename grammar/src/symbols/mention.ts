import type { Place } from '../diagnostics/diagnostic.ts';
import type { ColumnSymbol } from './column.ts';

/** A place in a text where a column is written by its name. */
export interface Mention {
  place: Place;
  column: ColumnSymbol;
  /** The words say that there is such a column; else they only speak of it. */
  isDeclaration: boolean;
  /** In a query: which of its words, counted in the value of the text. */
  inQuery?: { offset: number; end: number };
}
