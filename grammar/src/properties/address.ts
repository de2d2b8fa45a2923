/** What an address says, as far as a flow is concerned: grammar knows no network and no class URL. */
export interface Address {
  /** Lower case, without `:`. */
  scheme: string;
  /** With the port where one is written; lower case. */
  host: string;
  /** The part of it that gives away a secret, as a person would call it. */
  secretPart?: string;
}

const parts = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?([^/?#\s@]+)[^?#\s]*(?:\?([^#\s]*))?(?:#\S*)?$/i;

/** undefined where the text is none. */
export function addressOf(text: string): Address | undefined {
  const [, scheme = '', user, host = '', query = ''] = parts.exec(text) ?? [];
  if (host === '') return undefined;
  const secretPart = user?.includes(':') ? 'a password' : secretParameter(query);
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), ...(secretPart && { secretPart }) };
}

const secretNames =
  /^(?:password|passwd|pwd|(?:client_)?secret|(?:access_|auth_)?token|api[_-]?key|access[_-]?key|sig|signature)$/i;

function secretParameter(query: string): string | undefined {
  const named = query.split('&').map((one) => one.split('=', 2));
  const [name] = named.find(([name = '', value = '']) => value !== '' && secretNames.test(name)) ?? [];
  return name && `the parameter "${name}"`;
}
