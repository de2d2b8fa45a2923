import { useEffect, useState } from 'react';
import type { Host } from '../host/host.ts';
import type { RunResults, SinkResult } from '../protocol.ts';
import { FailureTable } from './failure-table.tsx';
import { filterRows } from './filter-rows.ts';
import { RecordTable } from './record-table.tsx';
import { Summary } from './summary.tsx';
import { type Tab, Tabs } from './tabs.tsx';

const failuresTab = 'failures';

/** What a finished run left: the first records of each write, and the records that failed. */
export function ResultsPage({ host }: { host: Host }) {
  const [results, setResults] = useState<RunResults>();
  useEffect(() => {
    const stop = host.listen((message) => message.type === 'results' && setResults(message.results));
    host.send({ type: 'ready' });
    return stop;
  }, [host]);
  return results === undefined ? <p className="notice">No run yet.</p> : <Results host={host} results={results} />;
}

function Results({ host, results }: { host: Host; results: RunResults }) {
  const tabs = tabsOf(results);
  const [wanted, setWanted] = useState<string>();
  const [query, setQuery] = useState('');
  const chosen = tabs.find((tab) => tab.id === wanted)?.id ?? firstTab(results, tabs);
  const reveal = (node: string) => host.send({ type: 'reveal', flow: results.flow, node });
  return (
    <main className="page" aria-label={`Results of ${results.flow}`}>
      <Summary results={results} onReveal={reveal} onOpen={(index) => host.send({ type: 'open-artefact', index })} />
      <div className="table-bar">
        <Tabs tabs={tabs} chosen={chosen} onChoose={setWanted} />
        <input
          type="search"
          placeholder="Search rows"
          aria-label="Search rows"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <Table results={results} chosen={chosen} query={query} onReveal={reveal} />
    </main>
  );
}

interface TableProps {
  results: RunResults;
  chosen: string;
  query: string;
  onReveal(node: string): void;
}

function Table({ results, chosen, query, onReveal }: TableProps) {
  const filter = (rows: readonly unknown[][]) => filterRows(rows, query);
  if (chosen === failuresTab) return <Failures results={results} filter={filter} onReveal={onReveal} />;
  const sink = results.sinks.find((each) => sinkTab(each) === chosen);
  if (sink === undefined) return <p className="notice">The run wrote nothing.</p>;
  return (
    <>
      <RecordTable caption={`First records of ${sink.node}`} columns={sink.columns} rows={filter(sink.rows)} />
      <FirstOf shown={sink.rows.length} all={sink.records} />
    </>
  );
}

interface FailuresProps extends Pick<TableProps, 'results' | 'onReveal'> {
  filter(rows: readonly unknown[][]): readonly unknown[][];
}

function Failures({ results: { failures, failedTotal }, filter, onReveal }: FailuresProps) {
  return (
    <>
      <FailureTable failures={failures} filter={filter} onReveal={onReveal} />
      <FirstOf shown={failures.length} all={failedTotal} />
    </>
  );
}

function FirstOf({ shown, all }: { shown: number; all: number }) {
  if (shown >= all) return null;
  return (
    <p className="foot">
      The first {shown} of {all.toLocaleString('en-US')} records.
    </p>
  );
}

function tabsOf({ sinks, failedTotal }: RunResults): Tab[] {
  const written = sinks.map((sink) => ({ id: sinkTab(sink), label: sink.node, count: sink.records }));
  if (failedTotal === 0) return written;
  return [...written, { id: failuresTab, label: 'Failed records', count: failedTotal, isBad: true }];
}

/** A run that failed shows why first; another shows what it wrote most of, which is hardly ever what it refused. */
function firstTab({ status }: RunResults, tabs: Tab[]): string {
  const bad = tabs.find((tab) => tab.isBad);
  const most = tabs.filter((tab) => !tab.isBad).toSorted((a, b) => b.count - a.count)[0];
  return (status === 'failed' ? (bad ?? most) : (most ?? bad))?.id ?? '';
}

function sinkTab({ node }: SinkResult): string {
  return `sink ${node}`;
}
