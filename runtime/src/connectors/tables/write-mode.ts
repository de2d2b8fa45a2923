import type { ConnectorCall, Field, RecordType } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';

export type WriteMode = 'append' | 'replace' | 'upsert';

/** How a call writes its table. Throws a RunError for an upsert without keys, which only an older or newer plan can have. */
export interface TableWriting {
  table: string;
  mode: WriteMode;
  /** Of an upsert: the fields with @key. */
  keys: readonly Field[];
}

export function tableWriting({ options }: ConnectorCall, { fields }: RecordType): TableWriting {
  const mode = modeOf(String(options.mode ?? 'append'));
  const keys = mode === 'upsert' ? fields.filter(({ rules }) => rules?.key) : [];
  if (mode === 'upsert' && keys.length === 0)
    throw new RunError('option-invalid', 'mode: "upsert" needs a field with @key in the schema of the records');
  return { table: String(options.table), mode, keys };
}

function modeOf(text: string): WriteMode {
  if (text === 'append' || text === 'replace' || text === 'upsert') return text;
  throw new RunError('option-invalid', `mode: "${text}" is none of "append", "replace" and "upsert"`);
}
