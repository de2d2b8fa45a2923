/** Every setting with its default; the manifest has the same, and a test compares the two both ways. */
export const settings = {
  'run.showResults': { enum: ['always', 'onFailure', 'never'], default: 'always' },
  /** Seconds. */
  'run.stopGracePeriod': { default: 10 as number },
  /** Read by the language client itself. */
  'trace.server': { enum: ['off', 'messages', 'verbose'], default: 'off' },
} as const;

export type SettingKey = keyof typeof settings;

type Spec<K extends SettingKey> = (typeof settings)[K];

export type SettingValue<K extends SettingKey> =
  Spec<K> extends { enum: readonly (infer Word)[] } ? Word : Spec<K>['default'];
