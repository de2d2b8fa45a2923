import type { FailedRecord, ResultColumn } from '../protocol.ts';
import { RecordTable } from './record-table.tsx';

const columns: ResultColumn[] = [
  { name: 'node', type: '' },
  { name: 'message', type: '' },
  { name: 'where', type: '' },
  { name: 'record', type: '' },
];

interface FailureTableProps {
  failures: readonly FailedRecord[];
  filter(rows: readonly unknown[][]): readonly unknown[][];
  onReveal(node: string): void;
}

/** The records that failed, each with the way to its node. */
export function FailureTable({ failures, filter, onReveal }: FailureTableProps) {
  const rows = filter(failures.map(({ node, message, source, record }) => [node, message, whereText(source), record]));
  return (
    <RecordTable
      caption="Failed records"
      columns={columns}
      rows={rows}
      cell={(row, column) =>
        (column === 0 && (
          <td key="node">
            <button type="button" className="link" title="Show in editor" onClick={() => onReveal(String(row[0]))}>
              {String(row[0])}
            </button>
          </td>
        )) ||
        undefined
      }
    />
  );
}

function whereText(source: FailedRecord['source']): string {
  if (source === undefined) return '';
  return source.line === undefined ? source.path : `${source.path}:${source.line}`;
}
