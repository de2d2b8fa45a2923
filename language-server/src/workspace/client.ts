/** What the client at the other end can. Without one, as in tests of the features, everything is assumed. */
import type { LangiumSharedServices } from 'langium/lsp';
import { type ClientCapabilities, MarkupKind } from 'vscode-languageserver';

export class Client {
  /** undefined before the client has said hello. */
  capabilities: ClientCapabilities | undefined;
  private commands: ReadonlySet<string> | undefined;

  constructor({ lsp }: LangiumSharedServices) {
    lsp.LanguageServer.onInitialize(({ capabilities, initializationOptions }) => {
      this.capabilities = capabilities;
      const listed: unknown = initializationOptions?.commands;
      this.commands = new Set(Array.isArray(listed) ? listed : []);
    });
  }

  /** Whether it said in `initializationOptions.commands` that it has this one. */
  hasCommand(name: string): boolean {
    return this.commands?.has(name) ?? true;
  }

  can(ask: (capabilities: ClientCapabilities) => boolean | undefined): boolean {
    return this.capabilities === undefined || ask(this.capabilities) === true;
  }

  /** The first of the kinds that it understands, in its order. */
  markup(formats: (capabilities: ClientCapabilities) => readonly MarkupKind[] | undefined): MarkupKind {
    if (this.capabilities === undefined) return MarkupKind.Markdown;
    return formats(this.capabilities)?.[0] ?? MarkupKind.PlainText;
  }
}
