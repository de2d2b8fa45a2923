/**
 * The pages in a plain browser, over a fake channel: `?page=diagram|results&sample=…&theme=…`. What is typed into the console, and what
 * the tests do, goes through `window.millrace`.
 */
import { mountDiagram } from '../src/diagram/mount.tsx';
import './window.ts';
import type { Diagram } from '../src/protocol.ts';
import { mountResults } from '../src/results/mount.tsx';
import { type FakeHost, fakeHost } from './fake-host.ts';
import { generated, paymentResults, runningPayments, scorePayments } from './samples.ts';
import { applyTheme } from './themes.ts';

const query = new URLSearchParams(location.search);
const samples = { scorePayments, runningPayments, paymentResults };
const root = document.getElementById('root') as HTMLElement;
applyTheme(query.get('theme') ?? 'dark');
const isResults = query.get('page') === 'results';
const host = fakeHost(isResults ? showResults : showDiagram);
window.millrace = { host, samples, generated };
if (isResults) mountResults(root, host);
else mountDiagram(root, host, 'layout-worker.js');

function showResults(to: FakeHost): void {
  to.tell({ type: 'results', results: paymentResults });
}

function showDiagram(to: FakeHost): void {
  const diagram = sampleDiagram();
  to.tell({ type: 'diagram', file: 'file:///score-payments.flow', flows: ['ScorePayments', 'Nightly'], diagram });
  if (query.get('run') !== null) to.tell({ type: 'run', run: runningPayments });
}

function sampleDiagram(): Diagram {
  const nodes = Number(query.get('nodes') ?? 0);
  return nodes > 0 ? generated(nodes) : scorePayments;
}
