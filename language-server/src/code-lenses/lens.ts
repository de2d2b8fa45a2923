import type * as ast from '@millrace/grammar/syntax';
import type { Settings } from '../workspace/settings.ts';

export type LensSetting = keyof Settings['codeLenses'];

/** What may be called above a declaration or a node. */
export interface Lens {
  setting: LensSetting;
  title: string;
  /** One of `commands`. */
  command: string;
  /** Behind the address of the file. */
  arguments: unknown[];
}

/** A name whose usages are counted when the lens is seen. */
export type Counted = ast.Schema | ast.Model | ast.Dataset | ast.Flow;
