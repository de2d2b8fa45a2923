import type { RunEvent } from 'millrace/protocol';
import type { LogOutputChannel } from 'vscode';

interface LogLine {
  level: 'info' | 'warn' | 'error';
  text: string;
}

/** Writes what of a run is worth reading afterwards. Progress is not: the diagram shows it. */
export function logRunEvent(log: LogOutputChannel, event: RunEvent): void {
  const line = lineOf(event);
  if (line !== undefined) log[line.level](line.text);
}

function lineOf(event: RunEvent): LogLine | undefined {
  switch (event.type) {
    case 'run-started':
      return info(`${event.flow} started (run ${event.runId})`);
    case 'node-finished':
      return info(finishText(event));
    case 'record-failed':
      return { level: 'warn', text: `${event.node}: ${event.message}${whereText(event.source)}` };
    case 'artefact':
      return info(`${event.node} wrote ${event.path}: ${event.records} records, ${event.bytes} bytes`);
    case 'log':
      return info(`[${event.node}] ${event.text.trimEnd()}`);
    case 'run-finished':
      return endLine(event);
    default:
      return undefined;
  }
}

function finishText({ node, status, records, durationMs }: Extract<RunEvent, { type: 'node-finished' }>): string {
  if (status === 'cached') return `${node} cached: ${records} records, as an earlier run left them`;
  return `${node} ${status}: ${records} records in ${Math.round(durationMs)} ms`;
}

function info(text: string): LogLine {
  return { level: 'info', text };
}

function endLine(event: Extract<RunEvent, { type: 'run-finished' }>): LogLine {
  const { status, durationMs, error, resumable } = event;
  const text = `Run ${status} after ${Math.round(durationMs)} ms`;
  const wayOn = resumable ? '; "millrace run FILE --resume" goes on from here' : '';
  return error === undefined ? info(text + wayOn) : { level: 'error', text: `${text}: ${error.message}${wayOn}` };
}

function whereText(source: { path: string; line?: number } | undefined): string {
  if (source === undefined) return '';
  return ` (${source.path}${source.line === undefined ? '' : `:${source.line}`})`;
}
