import { startLanguageServer } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import { serveDiagrams } from './diagram/serve-diagrams.ts';
import { createFlowLspServices } from './lsp-module.ts';
import type { FlowLspOptions } from './services.ts';
import { collectWhenIdle } from './workspace/collect-when-idle.ts';

/** Answers on the connection until it closes. */
export function startFlowServer(connection: Connection, options: Omit<FlowLspOptions, 'connection'>): void {
  const services = createFlowLspServices({ ...options, connection });
  serveDiagrams(connection, services);
  collectWhenIdle(services);
  startLanguageServer(services.shared);
}
