/** How code of tasks is run, as millrace.json says it. A profile cannot say otherwise: whom code is kept from is no matter of stages. */
import { leaf, objectOf, type ReadPart } from './read-parts.ts';

/** `auto`: code of tasks is confined where the machine can; `required`: it does not run elsewhere. */
export const sandboxSettings = ['auto', 'off', 'required'] as const;
export type SandboxSetting = (typeof sandboxSettings)[number];

export interface RunnerSettings {
  sandbox?: SandboxSetting;
}

export function isSandboxSetting(value: unknown): value is SandboxSetting {
  return sandboxSettings.some((setting) => setting === value);
}

export const readRunners: ReadPart<RunnerSettings> = objectOf<RunnerSettings>(
  { sandbox: leaf('"auto", "off" or "required"', isSandboxSetting) },
  '{ "sandbox": "auto" }',
);
