/**
 * Every setting of the server with its default, named as in the client below `millrace`. The manifest of the extension has the
 * same list, and a test compares the two. A value of another type than the default's counts as not given.
 */
export const defaultSettings = {
  inlayHints: { schemaChanges: true, types: true, modelInputs: true, parameterNames: true },
  codeLenses: { run: true, runToHere: true, peek: true, test: true, usages: true },
  types: { onSave: false },
};

export type Settings = typeof defaultSettings;

/** What a client sends, whatever it is, over the settings there are. */
export function settingsFrom(sent: unknown, base: Settings = defaultSettings): Settings {
  return merged(base, sent) as Settings;
}

function merged(base: unknown, sent: unknown): unknown {
  if (!isObject(base)) return typeof sent === typeof base ? sent : base;
  if (!isObject(sent)) return base;
  return Object.fromEntries(Object.entries(base).map(([key, value]) => [key, merged(value, sent[key])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The keys as the manifest writes them: `millrace.inlayHints.types` with its default. */
export function settingKeys(settings: object = defaultSettings, prefix = 'millrace'): [string, unknown][] {
  return Object.entries(settings).flatMap(([key, value]): [string, unknown][] =>
    isObject(value) ? settingKeys(value, `${prefix}.${key}`) : [[`${prefix}.${key}`, value]],
  );
}
