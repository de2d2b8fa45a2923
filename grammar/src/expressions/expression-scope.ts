import type { RecordType, Type } from '../types/type.ts';

/** What the names in an expression can mean. A field of the record wins over a parameter of the same name. */
export interface ExpressionScope {
  /** Its fields; undefined where the record is not known, so that no name can be called wrong. */
  record: RecordType | undefined;
  parameters: ReadonlyMap<string, Type>;
}
