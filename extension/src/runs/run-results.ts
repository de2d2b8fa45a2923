import type { RunResults } from '@millrace/webview/protocol';
import type { RunEvent } from 'millrace/protocol';

/** Failures kept for the table; more are counted only. */
export const failuresMax = 1000;

/** What a run leaves, gathered from its events. */
export class RunResultsBuilder {
  readonly #results: RunResults;
  /** Failures per node as progress counts them: the runtime tells only the first of them one by one. */
  readonly #failedByNode = new Map<string, number>();

  #order: readonly string[] = [];

  constructor(flow: string, file: string) {
    this.#results = {
      flow,
      file,
      status: 'failed',
      durationMs: 0,
      sinks: [],
      failures: [],
      failedTotal: 0,
      artefacts: [],
    };
  }

  get results(): RunResults {
    return this.#results;
  }

  add(event: RunEvent): void {
    const results = this.#results;
    if (event.type === 'run-started') this.#order = event.nodes.map((node) => node.name);
    else if (event.type === 'preview') {
      results.sinks.push({ node: event.node, records: 0, columns: event.columns, rows: event.rows });
    } else if (event.type === 'record-failed') {
      results.failedTotal++;
      if (results.failures.length < failuresMax) results.failures.push(failedRecord(event));
    } else if (event.type === 'progress') {
      for (const { node, failed } of event.nodes) this.#failedByNode.set(node, failed);
      const failed = [...this.#failedByNode.values()].reduce((sum, count) => sum + count, 0);
      results.failedTotal = Math.max(results.failedTotal, failed);
    } else if (event.type === 'artefact') {
      const { node, path, records, bytes } = event;
      results.artefacts.push({ node, path, records, bytes });
    } else if (event.type === 'run-finished') this.#finish(event);
  }

  #finish({ status, durationMs, error, records }: Extract<RunEvent, { type: 'run-finished' }>): void {
    Object.assign(this.#results, { status, durationMs, error });
    const inOrder = (a: { node: string }, b: { node: string }) =>
      this.#order.indexOf(a.node) - this.#order.indexOf(b.node);
    this.#results.sinks.sort(inOrder);
    this.#results.artefacts.sort(inOrder);
    for (const sink of this.#results.sinks) sink.records = records[sink.node] ?? sink.rows.length;
  }
}

function failedRecord({ node, message, attempt, record, source }: Extract<RunEvent, { type: 'record-failed' }>) {
  return { node, message, attempt, record, source };
}
