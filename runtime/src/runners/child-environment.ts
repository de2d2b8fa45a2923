/** What the environment of a user's process is made of; anything else could carry secrets. */
const names = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TEMP', 'SystemRoot', 'ELECTRON_RUN_AS_NODE'] as const;

/** The environment of a user's process; `own` comes on top. */
export function childEnvironment(own: Record<string, string> = {}): Record<string, string> {
  const taken = names.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(taken), ...own };
}

/** What libraries for numbers take as the number of their threads. */
export function threadLimits(cpu: number | undefined): Record<string, string> {
  if (cpu === undefined) return {};
  const variables = ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'];
  return Object.fromEntries(variables.map((name) => [name, String(cpu)]));
}
