import { workspace } from 'vscode';
import { type SettingKey, type SettingValue, settings } from './settings.ts';

/** The value in force; a value that the manifest does not allow counts as the default. */
export function readSetting<K extends SettingKey>(key: K): SettingValue<K> {
  const spec: { default: unknown; enum?: readonly unknown[] } = settings[key];
  const value = workspace.getConfiguration('millrace').get<unknown>(key, spec.default);
  const isAllowed = typeof value === typeof spec.default && (spec.enum?.includes(value) ?? true);
  return (isAllowed ? value : spec.default) as SettingValue<K>;
}
