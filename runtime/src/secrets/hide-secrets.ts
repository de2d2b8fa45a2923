/**
 * What this process knows of secrets, so that no text it gives away holds one: drivers and services quote in their failures what
 * they were given. Invariant: a value is remembered before anybody gets it.
 */
const known = new Set<string>();
/** Shorter texts stand everywhere by chance; hiding them would hide nothing and spoil every message. */
const lengthMin = 4;
const shown = '***';

/** Remembers the value, the password in it where it is an address, and the forms in which they stand in texts. */
export function rememberSecret(value: string): void {
  for (const part of [value, ...value.split(/\r?\n/), ...passwordsOf(value)])
    for (const form of formsOf(part)) if (form.length >= lengthMin) known.add(form);
}

export function hideSecrets(text: string): string {
  let hidden = text;
  for (const secret of byLength()) hidden = hidden.replaceAll(secret, shown);
  return hidden;
}

/** The same with every text in it, at any depth; as it is where nothing is known. */
export function withoutSecrets<T>(value: T): T {
  return known.size === 0 ? value : (hiddenIn(value) as T);
}

function hiddenIn(value: unknown): unknown {
  if (typeof value === 'string') return hideSecrets(value);
  if (Array.isArray(value)) return value.map(hiddenIn);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hiddenIn(inner)]));
}

/** The longest first, for one may be a part of another. */
function byLength(): string[] {
  return [...known].sort((a, b) => b.length - a.length);
}

function passwordsOf(value: string): string[] {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined) return [];
  return [url.password, decoded(url.password), ...url.searchParams.values()];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('hex'),
  ];
}
