/** What the server says of itself: Langium's capabilities, and those of the requests beside its services. */
import { DefaultLanguageServer } from 'langium/lsp';
import {
  type InitializeParams,
  type InitializeResult,
  PositionEncodingKind,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { extraRequests } from './requests/index.ts';

export class FlowLanguageServer extends DefaultLanguageServer {
  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const result = super.buildInitializeResult(params);
    const added = extraRequests.map(({ capabilities }) =>
      typeof capabilities === 'function' ? capabilities(params.capabilities) : capabilities,
    );
    // Langium counts in UTF-16 units, which every client can; others are not offered.
    const own: ServerCapabilities = { positionEncoding: PositionEncodingKind.UTF16 };
    // Options of renaming are for those alone who ask beforehand.
    if (!params.capabilities.textDocument?.rename?.prepareSupport) added.push({ renameProvider: true });
    return {
      capabilities: [own, ...added].reduce<ServerCapabilities>(merged, result.capabilities),
      serverInfo: { name: 'Millrace' },
    };
  }
}

type Json = Record<string, unknown>;

/** Objects part by part, so that two requests can both add to `workspace`; anything else is taken from the later one. */
function merged<T extends object>(left: T, right: T): T {
  const parts = Object.entries(right).map(([key, value]) => {
    const old = (left as Json)[key];
    return [key, isObject(old) && isObject(value) ? merged(old, value) : (value ?? old)];
  });
  return { ...left, ...Object.fromEntries(parts) };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
