/**
 * The settings in force. A client that answers `workspace/configuration` is asked for the section `millrace`, once for all and
 * once for each of its folders; one that does not may give the same object in `initializationOptions`. Asked again whenever
 * the client says that something changed, and told to whoever shows what depends on them.
 */
import { type ConfigurationInitializedParams, DefaultConfigurationProvider, type URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import {
  type ClientCapabilities,
  type DidChangeConfigurationParams,
  Emitter,
  type Event,
  type InitializeParams,
} from 'vscode-languageserver';
import { folderAt } from './background-loading.ts';
import { defaultSettings, type Settings, settingsFrom } from './settings.ts';

const section = 'millrace';

export class FlowConfiguration extends DefaultConfigurationProvider {
  private readonly services: LangiumSharedServices;
  private readonly changed = new Emitter<void>();
  private client: ClientCapabilities['workspace'];
  private fetch: ConfigurationInitializedParams['fetchConfiguration'];
  private base: Settings = defaultSettings;
  private whole: Settings = defaultSettings;
  private byFolder: { folder: string; settings: Settings }[] = [];

  constructor(services: LangiumSharedServices) {
    super(services);
    this.services = services;
  }

  /** Of a document those of its folder, where folders may differ. */
  current(uri?: URI): Settings {
    const address = uri?.toString() ?? '';
    return this.byFolder.find(({ folder }) => address.startsWith(`${folder}/`))?.settings ?? this.whole;
  }

  get onChange(): Event<void> {
    return this.changed.event;
  }

  override initialize(params: InitializeParams): void {
    super.initialize(params);
    this.client = params.capabilities.workspace;
    const options = params.initializationOptions as Record<string, unknown> | null | undefined;
    this.base = settingsFrom(options?.[section] ?? options);
    this.whole = this.base;
  }

  override async initialized(params: ConfigurationInitializedParams): Promise<void> {
    this.fetch = this.client?.configuration ? params.fetchConfiguration : undefined;
    if (this.client?.didChangeConfiguration?.dynamicRegistration) params.register?.({ section });
    await this.ask();
    this._ready.resolve();
  }

  /** Some clients send the settings along, others only that there are new ones. */
  override updateConfiguration(change: DidChangeConfigurationParams): void {
    if (this.fetch !== undefined) void this.ask();
    else this.take(change.settings?.[section], []);
  }

  /** After a change of the settings, or of the folders they are kept in. */
  async ask(): Promise<void> {
    const folders = (this.services.workspace.WorkspaceManager.workspaceFolders ?? []).map(({ uri }) => uri);
    const scopes = [{ section }, ...folders.map((scopeUri) => ({ section, scopeUri }))];
    try {
      const answers = ((await this.fetch?.(scopes)) ?? []) as unknown[];
      const inFolders = folders.map((folder, index) => {
        return { folder: folderAt(folder).toString(), settings: this.over(answers[index + 1]) };
      });
      if (answers.length > 0) this.take(answers[0], inFolders);
    } catch (failure) {
      console.warn('The client does not tell its settings:', failure);
    }
  }

  private take(sent: unknown, byFolder: { folder: string; settings: Settings }[]): void {
    this.whole = this.over(sent);
    // The innermost folder first.
    this.byFolder = byFolder.toSorted((a, b) => b.folder.length - a.folder.length);
    this.changed.fire();
  }

  private over(sent: unknown): Settings {
    return settingsFrom(sent, this.base);
  }
}
