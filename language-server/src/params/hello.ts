/** A client that does not say what it can do can do nothing. The library fails for it before anybody of us is asked. */
import type { InitializeParams, Message, RequestMessage } from 'vscode-languageserver';

/** The message; a hello without abilities has none. */
export function withAbilities(message: Message): Message {
  const { method, params } = message as Partial<RequestMessage>;
  if (method !== 'initialize') return message;
  const said = params as Partial<InitializeParams> | null | undefined;
  const hello = { ...said, capabilities: said?.capabilities ?? {} };
  return { ...message, params: hello } as Message;
}
