import type { Signature } from '../functions/function-spec.ts';

/** What an `aggregate` computes over the records of a group. Null is left out; of nothing but nulls the result is null. */
export interface AggregateSpec {
  name: string;
  /** One sentence. */
  doc: string;
  example: string;
  /** The same in DuckDB, with the name of the parameter. */
  inSql: string;
  /** What it gives no longer counts as the personal or sensitive data it was made of [N6]. */
  hidesValue?: true;
  /** Without kernels: a group is the executor's business. */
  signatures: readonly Signature[];
}
