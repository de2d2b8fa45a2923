/**
 * A connection on which a request ends as soon as it is cancelled, and on which handlers may fail in Langium's way. Langium brings a
 * copy of its own of the protocol's error class, which the connection would send as an answer that holds a code; what it throws when
 * nobody waits any more is no error of ours; a file that is not there, or holds something else than flows, is nothing to fail
 * for: who asks about one is told nothing; and who asks with parameters that are none is told what is wrong with them.
 */
import { isOperationCancelled, OperationCancelled } from 'langium';
import {
  CancellationToken,
  type Connection,
  type Disposable,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { paramsOfRequests } from './params/params-of-requests.ts';
import { mistakeIn, type Shape } from './params/shape.ts';

type Handler = (...given: unknown[]) => unknown;

/** The same connection; every handler that is registered through it is mended. */
export function answering(connection: Connection): Connection {
  return mending(connection, '');
}

/** Requests lie in `languages` and `workspace` as well. */
function mending<T extends object>(target: T, path: string): T {
  return new Proxy(target, {
    get(object, property) {
      const value: unknown = Reflect.get(object, property);
      const here = `${path}${String(property)}`;
      if (typeof value === 'function') {
        return (...given: unknown[]) => value.apply(object, given.map(registered(here, given)));
      }
      return typeof value === 'object' && value !== null ? mending(value, `${here}.`) : value;
    },
  });
}

/** What is registered at this place of the connection, where the first that is given may be the method. */
function registered(place: string, [method]: unknown[]): (given: unknown) => unknown {
  const shape = paramsOfRequests[typeof method === 'string' ? method : place];
  return (given) => (isHandler(given) ? mended(given, shape) : given);
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

function mended(handler: Handler, shape: Shape | undefined): Handler {
  return async (...given) => {
    // Where there are no parameters the token is the first that is given.
    const mistake = shape && mistakeIn(isToken(given[0]) ? undefined : given[0], shape);
    if (mistake !== undefined) return new ResponseError(ErrorCodes.InvalidParams, mistake);
    try {
      return answerOf(await unlessCancelled(given.find(isToken), () => handler(...given)));
    } catch (failure) {
      if (isOperationCancelled(failure)) {
        return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request has been cancelled.');
      }
      const answer = answerOf(failure);
      if (answer === failure) throw failure;
      return answer;
    }
  };
}

function isToken(value: unknown): value is CancellationToken {
  return CancellationToken.is(value);
}

/** Whatever the work is waiting for: who has cancelled hears of it at once, and what was not begun is not done. */
async function unlessCancelled(token: CancellationToken | undefined, work: () => unknown): Promise<unknown> {
  if (token === undefined) return work();
  if (token.isCancellationRequested) throw OperationCancelled;
  let subscription: Disposable | undefined;
  const cancelled = new Promise<never>((_, reject) => {
    subscription = token.onCancellationRequested(() => reject(OperationCancelled));
  });
  try {
    return await Promise.race([work(), cancelled]);
  } finally {
    subscription?.dispose();
  }
}

function answerOf(value: unknown): unknown {
  if (!(value instanceof Error) || value instanceof ResponseError) return value;
  const { code } = value as { code?: unknown };
  if (code === 'ENOENT' || isOfNoFlow(value.message)) return null;
  return typeof code === 'number' ? new ResponseError(code, value.message) : value;
}

/** In Langium's words, which say it without a code of its own. */
function isOfNoFlow(message: string): boolean {
  return message.startsWith('No document found') || message.startsWith('Could not find service instance');
}
