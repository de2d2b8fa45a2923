import type { RunView } from '@millrace/webview/protocol';
import { ProgressLocation, window } from 'vscode';
import type { FlowRun } from './flow-run.ts';

const intervalMs = 250;

/** The notification of a run: records, rate and a button that stops it. Ends with the run. */
export function showProgress(run: FlowRun): Promise<void> {
  const options = { location: ProgressLocation.Notification, title: `Running ${run.flow}`, cancellable: true };
  const shown = window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => {
      progress.report({ message: 'stopping …' });
      run.stop();
    });
    const timer = setInterval(() => {
      if (!token.isCancellationRequested) progress.report({ message: progressText(run.view) });
    }, intervalMs);
    await run.finished().finally(() => clearInterval(timer));
  });
  return Promise.resolve(shown);
}

function progressText({ nodes }: RunView): string {
  const all = Object.values(nodes);
  const records = Math.max(0, ...all.map((node) => node.records));
  const rate = Math.max(0, ...all.map((node) => node.rate ?? 0));
  const failed = all.reduce((sum, node) => sum + node.failed, 0);
  const parts = [`${records.toLocaleString('en-US')} records`, `${Math.round(rate).toLocaleString('en-US')}/s`];
  return [...parts, ...(failed > 0 ? [`${failed.toLocaleString('en-US')} failed`] : [])].join(', ');
}
