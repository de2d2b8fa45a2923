/**
 * A connection on which handlers may fail in Langium's way. Langium brings a copy of its own of the protocol's error class, which the
 * connection would send as an answer that holds a code; and a file that is not there is nothing to fail for: who asks about one is
 * told nothing.
 */
import { type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

type Handler = (...given: unknown[]) => unknown;

/** The same connection; every handler that is registered through it is mended. */
export function answering(connection: Connection): Connection {
  return mending(connection);
}

/** Requests lie in `languages` and `workspace` as well. */
function mending<T extends object>(target: T): T {
  return new Proxy(target, {
    get(object, property) {
      const value: unknown = Reflect.get(object, property);
      if (typeof value === 'function') {
        return (...given: unknown[]) =>
          value.apply(
            object,
            given.map((one) => (isHandler(one) ? mended(one) : one)),
          );
      }
      return typeof value === 'object' && value !== null ? mending(value) : value;
    },
  });
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

function mended(handler: Handler): Handler {
  return async (...given) => {
    try {
      return answerOf(await handler(...given));
    } catch (failure) {
      const answer = answerOf(failure);
      if (answer === failure) throw failure;
      return answer;
    }
  };
}

function answerOf(value: unknown): unknown {
  if (!(value instanceof Error) || value instanceof ResponseError) return value;
  const { code } = value as { code?: unknown };
  const isUnknownFile = code === LSPErrorCodes.ServerCancelled && value.message.startsWith('No document found');
  if (isUnknownFile || code === 'ENOENT') return null;
  return typeof code === 'number' ? new ResponseError(code, value.message) : value;
}
