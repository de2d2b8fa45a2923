import { hideSecrets } from '../secrets/hide-secrets.ts';

/**
 * An operating failure: not a mistake in the text and not a bug. `code` is stable (docs/reference/errors.md), the message says
 * what, where and what to do.
 */
export class RunError extends Error {
  readonly code: string;
  readonly node: string | undefined;

  constructor(code: string, message: string, options: { node?: string; cause?: unknown } = {}) {
    super(hideSecrets(message), { cause: options.cause });
    this.name = 'RunError';
    this.code = code;
    this.node = options.node;
  }

  /** The same failure, said of a node. */
  at(node: string): RunError {
    return this.node === undefined ? new RunError(this.code, this.message, { node, cause: this.cause }) : this;
  }
}
