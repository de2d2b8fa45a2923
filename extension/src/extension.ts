/** The extension: what its features share, and the list of them. */
import { type ExtensionContext, window } from 'vscode';
import { activateDiagram } from './features/diagram/diagram.ts';
import { activateInsert } from './features/insert/insert.ts';
import { activatePackage } from './features/package/package.ts';
import { activateProject } from './features/project/project.ts';
import { activateRun } from './features/run/run.ts';
import { activateServer } from './features/server/server.ts';
import { activateTests } from './features/tests/tests.ts';
import { createLanguageClient } from './language-client.ts';
import type { Feature } from './millrace.ts';
import { placesOf } from './places.ts';
import { Runs } from './runs/runs.ts';
import { nodeRuntime } from './runtime/runtime.ts';
import { sayNotStarted } from './server-ends.ts';

const features: Feature[] = [
  activateServer,
  activateDiagram,
  activateInsert,
  activateRun,
  activateTests,
  activatePackage,
  activateProject,
];

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Millrace', { log: true });
  const places = placesOf(context);
  const client = createLanguageClient(places.server, log);
  const runs = new Runs();
  const runtime = nodeRuntime(process.execPath, places.cli);
  context.subscriptions.push(log, client, runs);
  for (const feature of features)
    context.subscriptions.push(...feature({ context, log, client, places, runtime, runs }));
  // Packaging, verifying and new projects work without the server; what needs it says so itself.
  await client.start().catch(sayNotStarted);
}
