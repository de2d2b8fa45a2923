import { formatBytes, formatCount, formatDuration, formatRate } from '../format.ts';
import type { RunResults } from '../protocol.ts';

interface SummaryProps {
  results: RunResults;
  onReveal(node: string): void;
  onOpen(artefact: number): void;
}

/** How the run ended, what it wrote and what to do about it. */
export function Summary({ results, onReveal, onOpen }: SummaryProps) {
  const { flow, status, durationMs, error, sinks, artefacts } = results;
  const records = sinks.reduce((sum, sink) => sum + sink.records, 0);
  return (
    <header className="summary">
      <h1>
        <span className={`state state-${status}`} /> {flow} {status}
      </h1>
      <p className="quiet">
        {formatCount(records)} records in {formatDuration(durationMs)}
        {durationMs > 0 && status === 'succeeded' && ` · ${formatRate((records * 1000) / durationMs)}`}
      </p>
      {error !== undefined && (
        <p className="failure" role="alert">
          {error.message}{' '}
          {error.node !== undefined && (
            <button type="button" className="link" onClick={() => onReveal(error.node as string)}>
              Show {error.node} in editor
            </button>
          )}
        </p>
      )}
      <ul className="artefacts">
        {artefacts.map(({ path, bytes, records: count }, index) => (
          <li key={path}>
            <button type="button" className="link" title="Open" onClick={() => onOpen(index)}>
              {path}
            </button>{' '}
            <span className="quiet">
              {formatCount(count)} records, {formatBytes(bytes)}
            </span>
          </li>
        ))}
      </ul>
    </header>
  );
}
