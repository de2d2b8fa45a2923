import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent, Ref } from 'react';
import { formatDuration } from '../format.ts';
import type { RunView } from '../protocol.ts';
import { ToolIcon } from './tool-icon.tsx';

export interface ToolbarProps {
  flow: string;
  flows: readonly string[];
  run: RunView | undefined;
  search: SearchBoxProps;
  onChooseFlow(flow: string): void;
  onRun(): void;
  onStop(): void;
  onFit(): void;
}

export function Toolbar({ flow, flows, run, search, onChooseFlow, onRun, onStop, onFit }: ToolbarProps) {
  const { zoomIn, zoomOut } = useReactFlow();
  const isRunning = run?.status === 'running';
  return (
    <div className="toolbar" role="toolbar" aria-label="Diagram">
      <FlowChoice flow={flow} flows={flows} onChooseFlow={onChooseFlow} />
      <Tool
        name={isRunning ? 'stop' : 'run'}
        label={isRunning ? 'Stop' : 'Run flow'}
        onClick={isRunning ? onStop : onRun}
      />
      <RunStatus run={run} />
      <span className="grow" />
      <SearchBox {...search} />
      <Tool name="zoom-out" label="Zoom out" onClick={() => void zoomOut()} />
      <Tool name="zoom-in" label="Zoom in" onClick={() => void zoomIn()} />
      <Tool name="fit" label="Fit to view" onClick={onFit} />
    </div>
  );
}

function FlowChoice({ flow, flows, onChooseFlow }: Pick<ToolbarProps, 'flow' | 'flows' | 'onChooseFlow'>) {
  if (flows.length < 2) return <span className="flow-name">{flow}</span>;
  return (
    <select aria-label="Flow" value={flow} onChange={(event) => onChooseFlow(event.target.value)}>
      {flows.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

function Tool({ name, label, onClick }: { name: string; label: string; onClick(): void }) {
  return (
    <button type="button" className={`tool tool-${name}`} title={label} aria-label={label} onClick={onClick}>
      <ToolIcon name={name} />
    </button>
  );
}

function RunStatus({ run }: { run: RunView | undefined }) {
  if (run === undefined) return null;
  const took = run.durationMs === undefined ? '' : ` in ${formatDuration(run.durationMs)}`;
  return (
    <span className={`run-status state-${run.status}`} role="status" title={run.error?.message}>
      <span className={`state state-${run.status}`} /> {run.status}
      {took}
    </span>
  );
}

export interface SearchBoxProps {
  query: string;
  /** undefined while nothing is searched. */
  hits: readonly string[] | undefined;
  current: number;
  box: Ref<HTMLInputElement>;
  onQuery(query: string): void;
  /** Goes to the next hit, or back. */
  onStep(by: 1 | -1): void;
}

function SearchBox({ query, hits, current, box, onQuery, onStep }: SearchBoxProps) {
  function pressKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onQuery('');
    else return;
    event.preventDefault();
  }
  return (
    <span className="search">
      <input
        ref={box}
        type="search"
        placeholder="Find a node or field"
        aria-label="Find a node or field"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={pressKey}
      />
      <output aria-live="polite">{hits && (hits.length === 0 ? 'none' : `${current + 1}/${hits.length}`)}</output>
    </span>
  );
}
