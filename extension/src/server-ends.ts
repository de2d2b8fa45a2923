/**
 * What happens when the language server ends by itself: it is started again, and what is open is told to it anew. One that ends again and
 * again, or cannot be spoken with, is left alone, and a person is told so once, with the ways out; once they start it, it has all its
 * chances again.
 */
import { commands, window } from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  ErrorCodes,
  type ErrorHandler,
  type ErrorHandlerResult,
  ResponseError,
} from 'vscode-languageclient/node';

const endsMax = 5;
const withinMs = 3 * 60_000;
/** Messages in a row that could not be sent or read. */
const errorsMax = 3;

export class ServerEnds implements ErrorHandler {
  #times: number[] = [];

  error(failure: Error, _message: unknown, count: number | undefined): ErrorHandlerResult {
    if ((count ?? 0) <= errorsMax) return { action: ErrorAction.Continue, handled: true };
    offerWaysOut(`The Millrace language server cannot be spoken with (${failure.message}) and is stopped.`);
    return { action: ErrorAction.Shutdown, handled: true };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.#times = [...this.#times.filter((time) => now - time < withinMs), now];
    if (this.#times.length < endsMax) return { action: CloseAction.Restart };
    this.#times = [];
    const often = `${endsMax} times in ${withinMs / 60_000} minutes`;
    offerWaysOut(`The Millrace language server has ended ${often} and is not started again.`);
    return { action: CloseAction.DoNotRestart, handled: true };
  }
}

/** The first start failed. Of a server that ended at it `ServerEnds` has heard. */
export function sayNotStarted(failure: unknown): void {
  if (failure instanceof ResponseError && failure.code === ErrorCodes.PendingResponseRejected) return;
  const why = failure instanceof Error ? failure.message : String(failure);
  offerWaysOut(`The Millrace language server did not start (${why}).`);
}

/** Says that there is no server, why, and what can be done. */
function offerWaysOut(what: string): void {
  const ways = { 'Restart Server': 'millrace.restartServer', 'Show Logs': 'millrace.showLogs' } as const;
  const message = `${what} Mistakes are no longer marked and nothing is completed. The log says why.`;
  // Not awaited: the message stays until the person answers.
  void window.showErrorMessage(message, ...(Object.keys(ways) as (keyof typeof ways)[])).then((chosen) => {
    if (chosen !== undefined) return commands.executeCommand(ways[chosen]);
  });
}
