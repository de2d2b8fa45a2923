/**
 * Text from outside (data, file names, what user code prints) as a terminal may have it: what could move the cursor, change colours
 * or rewrite what stands there becomes a visible mark. Line ends and tabs stay.
 */
export function visible(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(control, '\ufffd');
}

/** The same with every text in plain data, names of members included. */
export function visibleParts<T>(data: T): T {
  return partsOf(data) as T;
}

function partsOf(data: unknown): unknown {
  if (typeof data === 'string') return visible(data);
  if (Array.isArray(data)) return data.map(partsOf);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, part]) => [visible(name), partsOf(part)]));
}

const control = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
