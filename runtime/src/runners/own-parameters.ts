/** Code sees the parameters of the flow it is written in, by their names; those of flows around or inside have a scope before them. */
export function parametersIn(scope = '', values: Record<string, unknown>): Record<string, unknown> {
  const own = Object.entries(values).filter(([name]) => name.startsWith(scope));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(scope.length), value]));
}
