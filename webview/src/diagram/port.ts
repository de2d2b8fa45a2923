/** A card has two places where records leave it: the bad ones, and all others by whatever port. */
export function dockOf(port: string): 'out' | 'errors' {
  return port === 'errors' || port.endsWith('.errors') ? 'errors' : 'out';
}

/** The name of a port that has one of its own, as the branches of a route have, else nothing. */
export function portName(port: string): string | undefined {
  const name = port.replace(/(^|\.)errors$/, '');
  return name === '' || name === 'out' ? undefined : name;
}
