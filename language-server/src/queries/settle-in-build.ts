/**
 * Lets a build wait a moment for what DuckDB says of the queries of a document, so that it is checked and drawn once and not
 * first without their schemas. What takes longer is checked with less known, and again when the answers are there.
 */
import { type QueryDescriber, settleQueries } from '@millrace/grammar';
import { type LangiumDocument, OperationCancelled, type URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { CancellationToken } from 'vscode-languageserver';

const patienceMs = 500;

export class SettleInBuild {
  private readonly queries: QueryDescriber;
  private readonly late = new Map<string, URI>();

  constructor(queries: QueryDescriber, services: LangiumSharedServices) {
    this.queries = queries;
    queries.onSettled(() => this.checkLate(services));
  }

  /** Rejects as cancelled as soon as a newer change arrives. */
  async settle(document: LangiumDocument, token: CancellationToken): Promise<void> {
    await settleQueries(document, this.queries, () => this.pause(document, token));
  }

  private async pause(document: LangiumDocument, token: CancellationToken): Promise<boolean> {
    const outcome = await Promise.race([this.queries.settled().then(() => 'settled'), patience(token)]);
    if (outcome === 'cancelled') throw OperationCancelled;
    if (outcome === 'late') this.late.set(document.uri.toString(), document.uri);
    return outcome === 'settled';
  }

  private checkLate({ workspace }: LangiumSharedServices): void {
    const uris = [...this.late.values()];
    this.late.clear();
    if (uris.length === 0) return;
    void workspace.WorkspaceLock.write((token) => workspace.DocumentBuilder.update(uris, [], token)).catch(
      (failure: unknown) => {
        if (failure !== OperationCancelled) console.error('Cannot check a query:', failure);
      },
    );
  }
}

function patience(token: CancellationToken): Promise<'late' | 'cancelled'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      cancelled.dispose();
      resolve('late');
    }, patienceMs);
    const cancelled = token.onCancellationRequested(() => {
      clearTimeout(timer);
      resolve('cancelled');
    });
  });
}
