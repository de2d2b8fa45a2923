import type { ClientCapabilities, Connection, ServerCapabilities } from 'vscode-languageserver';
import type { FlowLspServices } from '../services.ts';

/** A request for which Langium has no service, or not all of it. */
export interface ExtraRequest {
  /** What it adds to the answer of `initialize`; a function where that depends on what the client can. */
  capabilities: Partial<ServerCapabilities> | ((client: ClientCapabilities) => Partial<ServerCapabilities>);
  /** Before the first message, and after Langium's own handlers: a handler of the same method takes the place of theirs. */
  connect(connection: Connection, services: FlowLspServices): void;
}
