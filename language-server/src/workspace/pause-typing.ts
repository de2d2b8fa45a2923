import { OperationCancelled } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';

/** Long enough that fast typing is checked once, short enough that a person who stops does not wait. */
const pauseMs = 40;

/** Resolves after the pause; rejects as cancelled as soon as a newer change arrives. */
export function pauseTyping(token: CancellationToken): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancelled = token.onCancellationRequested(() => {
      clearTimeout(timer);
      reject(OperationCancelled);
    });
    const timer = setTimeout(() => {
      cancelled.dispose();
      resolve();
    }, pauseMs);
  });
}
