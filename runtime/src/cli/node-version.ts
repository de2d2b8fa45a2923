const least = [22, 13] as const;

/** One line for a Node that can't run the command, with the way out; undefined for one that can. */
export function refuseOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1])) return undefined;
  return `millrace needs Node ${least.join('.')} or newer; this is ${version}. Install one from https://nodejs.org`;
}
