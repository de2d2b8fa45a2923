import type { ResultColumn, RunResults } from '@millrace/webview/protocol';

export interface Previewed {
  flow: string;
  file: string;
  node: string;
}

/** What `millrace preview --json` says, as the results of a run that gave one table; undefined where it says none. */
export function previewResults(text: string, { flow, file, node }: Previewed): RunResults | undefined {
  const table = tableIn(text);
  if (table === undefined) return undefined;
  const sinks = [{ node, records: table.rows.length, ...table }];
  return { flow, file, status: 'succeeded', durationMs: 0, sinks, failures: [], failedTotal: 0, artefacts: [] };
}

/** It comes from another process: better no table than a wrong one. */
function tableIn(text: string): { columns: ResultColumn[]; rows: unknown[][] } | undefined {
  try {
    const { columns, rows } = JSON.parse(text) as { columns?: unknown; rows?: unknown };
    const isTable =
      Array.isArray(columns) && columns.every(isColumn) && Array.isArray(rows) && rows.every(Array.isArray);
    return isTable ? { columns: columns.map(({ name, type }) => ({ name, type })), rows } : undefined;
  } catch {
    return undefined;
  }
}

function isColumn(value: unknown): value is ResultColumn {
  const { name, type } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof name === 'string' && typeof type === 'string';
}
