import ELK from 'elkjs/lib/elk-api.js';
import { fromElk, toElk } from './elk-graph.ts';
import type { Layout, LayoutGraph } from './layout.ts';

/** Lays out one graph at a time, away from the page's thread. Its maker closes it. */
export interface LayoutEngine {
  layOut(graph: LayoutGraph): Promise<Layout>;
  close(): void;
}

/**
 * Starts the worker at once, so that it is warm when the first diagram comes. The script is fetched and started from a blob:
 * a page in VS Code may not start a worker from the address of its own files.
 */
export function startLayoutEngine(workerUrl: string): LayoutEngine {
  const elk = fetchWorker(workerUrl).then(createElk);
  // Whoever waits for a layout hears of a failed start; nobody may be waiting yet.
  elk.catch(() => {});
  return {
    layOut: async (graph) => fromElk(await (await elk).layout(toElk(graph)), graph.direction),
    close: () => void elk.then((started) => started.terminateWorker()).catch(() => {}),
  };
}

async function fetchWorker(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Cannot load the layout worker: ${response.status} ${response.statusText}`);
  return URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
}

async function createElk(script: string) {
  const elk = new ELK({ workerFactory: () => new Worker(script) });
  await elk.layout({ id: 'warm-up', children: [{ id: 'a', width: 1, height: 1 }] });
  return elk;
}
