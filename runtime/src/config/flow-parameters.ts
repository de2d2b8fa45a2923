import type { Origin, ProjectSettings, Settled } from './settle.ts';

/** The texts for the parameters of one flow; `flags` are those of --param. */
export function flowParameters(
  { parameters, anyFlow }: ProjectSettings,
  flow: string,
  flags: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, Settled<string>> {
  const from: Origin = { layer: 'flag', name: '--param' };
  const given = Object.entries(flags).map(([name, value]) => [name, { value, from }] as const);
  return new Map([...(parameters.get(flow) ?? []), ...anyFlow, ...given]);
}

/** Who gave it, for messages: `profile production`, `MILLRACE_PARAM_threshold`. */
export function originText(from: Origin): string {
  switch (from.layer) {
    case 'default':
    case 'millrace.json':
      return from.layer;
    case 'profile':
      return `profile ${from.name}`;
    case 'environment':
    case 'flag':
      return from.name;
  }
}
