/** The custom requests of protocol.ts on a connection. One session per file; a file opened again starts anew. */
import { DocumentState, type LangiumDocument, URI } from 'langium';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { methods, type NodeAtParams, type OpenDiagramParams, type RevealNodeParams } from '../protocol.ts';
import type { FlowLspServices } from '../services.ts';
import { builtDocument } from './built-document.ts';
import { DiagramSession } from './diagram-session.ts';
import { flowSummaries, nodeAt, rangeOfNode } from './node-places.ts';

export function serveDiagrams(connection: Connection, { shared }: FlowLspServices): void {
  const sessions = new Map<string, DiagramSession>();

  const answer = <P extends { uri: string }>(
    method: string,
    reply: (document: LangiumDocument, params: P) => unknown,
  ) =>
    connection.onRequest(method, async (params: P, token: CancellationToken): Promise<unknown> => {
      const document = await builtDocument(shared, URI.parse(params.uri), token);
      return document === undefined ? null : reply(document, params);
    });

  answer(methods.openDiagram, (document, { flow }: OpenDiagramParams) => {
    const session = new DiagramSession(flow);
    sessions.set(document.uri.toString(), session);
    return session.open(document);
  });
  answer(methods.revealNode, (document, params: RevealNodeParams) => rangeOfNode(document, params));
  answer(methods.nodeAt, (document, params: NodeAtParams) => nodeAt(document, params));
  answer(methods.listFlows, (document) => flowSummaries(document));
  connection.onNotification(methods.closeDiagram, ({ uri }: { uri: string }) => {
    sessions.delete(URI.parse(uri).toString());
  });

  shared.workspace.DocumentBuilder.onDocumentPhase(DocumentState.Validated, (document) => {
    const changed = sessions.get(document.uri.toString())?.refresh(document);
    if (changed !== undefined) void connection.sendNotification(methods.diagramChanged, changed);
  });
}
