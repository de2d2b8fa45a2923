import type { RunView } from '@millrace/webview/protocol';
import { commands, type Disposable, EventEmitter, type Uri } from 'vscode';

/** A run as everybody in the extension may know it: which file, and how it stands. */
export interface KnownRun {
  uri: Uri;
  view: RunView;
}

/** The last run, and the news of it. At most one run is under way at a time. */
export class Runs implements Disposable {
  readonly #changed = new EventEmitter<KnownRun>();
  readonly onDidChange = this.#changed.event;
  #last: KnownRun | undefined;

  get last(): KnownRun | undefined {
    return this.#last;
  }

  get isRunning(): boolean {
    return this.#last?.view.status === 'running';
  }

  update(run: KnownRun): void {
    const wasRunning = this.isRunning;
    this.#last = run;
    if (wasRunning !== this.isRunning) void commands.executeCommand('setContext', 'millrace.isRunning', this.isRunning);
    this.#changed.fire(run);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
