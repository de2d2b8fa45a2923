import { dirname } from 'node:path';
import type { RunResults, RunView } from '@millrace/webview/protocol';
import { exitCodes, type RunEvent } from 'millrace/protocol';
import type { Uri } from 'vscode';
import type { Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';
import { readSetting } from '../../read-setting.ts';
import { RunResultsBuilder } from '../../runs/run-results.ts';
import { brokenRun, cancelledRun, reduceRunView, startedRun } from '../../runs/run-view.ts';
import { parseRunEvent } from '../../runtime/parse-run-event.ts';
import type { RuntimeEnd, RuntimeProcess } from '../../runtime/runtime.ts';
import { logRunEvent } from './log-run-event.ts';

/** One run of one flow: the process, what it has said so far, and how to stop it. */
export class FlowRun {
  readonly uri: Uri;
  readonly flow: string;
  readonly #millrace: Millrace;
  readonly #process: RuntimeProcess;
  readonly #results: RunResultsBuilder;
  #view: RunView;
  #broken: string | undefined;
  #isStopped = false;

  /** `options`: what the command gets besides, as it takes it. */
  constructor(millrace: Millrace, uri: Uri, flow: string, options: readonly string[]) {
    this.uri = uri;
    this.flow = flow;
    this.#millrace = millrace;
    this.#results = new RunResultsBuilder(flow, uri.toString());
    this.#view = startedRun(flow);
    const args = ['run', uri.fsPath, '--flow', flow, ...options, '--json'];
    millrace.log.info(`millrace ${args.join(' ')}`);
    this.#process = millrace.runtime.start(args, {
      cwd: dirname(uri.fsPath),
      onLine: (line) => this.#read(line),
      onErrorLine: (line) => millrace.log.info(line),
    });
    this.#publish();
  }

  get view(): RunView {
    return this.#view;
  }

  get results(): RunResults {
    return this.#results.results;
  }

  /** Resolves when the run is over, however it ended; rejects with a `Problem` where it never began. */
  async finished(): Promise<void> {
    const end = await this.#process.ended.catch((error: unknown) => {
      this.#break(String(error));
      throw error;
    });
    if (this.#view.status === 'running') this.#endSilently(end);
    if (end.code === exitCodes.invalid) throw new Problem(`${this.flow} did not start: ${firstLine(end.stderr)}`);
  }

  stop(): void {
    this.#isStopped = true;
    this.#process.stop(readSetting('run.stopGracePeriod') * 1000);
  }

  #read(line: string): void {
    if (line.trim() === '' || this.#broken !== undefined) return;
    try {
      const event = parseRunEvent(line);
      if (event !== undefined) this.#take(event);
    } catch (error) {
      // Whatever speaks there, it is not the runtime of this extension: better no picture than a wrong one.
      this.#broken = (error as Error).message;
      this.#process.stop(0);
    }
  }

  #take(event: RunEvent): void {
    logRunEvent(this.#millrace.log, event);
    this.#results.add(event);
    const view = reduceRunView(this.#view, event);
    if (view === this.#view) return;
    this.#view = view;
    this.#publish();
  }

  /** The process is gone and has not said how the run ended. */
  #endSilently(end: RuntimeEnd): void {
    if (this.#isStopped) this.#close(cancelledRun(this.#view));
    else this.#break(this.#broken ?? whyEnded(end));
  }

  #break(message: string): void {
    this.#close(brokenRun(this.#view, message));
  }

  #close(view: RunView): void {
    this.#view = view;
    Object.assign(this.#results.results, { status: view.status, error: view.error });
    this.#publish();
  }

  #publish(): void {
    this.#millrace.runs.update({ uri: this.uri, view: this.#view });
  }
}

function whyEnded({ code, signal, stderr }: RuntimeEnd): string {
  const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
  const last = stderr.trimEnd().split('\n').at(-1) ?? '';
  return `The runtime ${how} before the run was over.${last === '' ? '' : ` It last said: ${last}`}`;
}

function firstLine(text: string): string {
  return (
    text
      .trim()
      .split('\n')[0]
      ?.replace(/^error: /, '') || 'it has errors'
  );
}
