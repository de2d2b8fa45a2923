import type { Disposable, ExtensionContext, LogOutputChannel } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Places } from './places.ts';
import type { Runs } from './runs/runs.ts';
import type { Runtime } from './runtime/runtime.ts';

/** What the features share. They know nothing of one another. */
export interface Millrace {
  context: ExtensionContext;
  log: LogOutputChannel;
  client: LanguageClient;
  places: Places;
  runtime: Runtime;
  runs: Runs;
}

/** Switches a part of the extension on; what it gives back is closed with the extension. */
export type Feature = (millrace: Millrace) => Disposable[];
