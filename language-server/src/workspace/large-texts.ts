/**
 * A text of more than a million characters costs a second with every key, so the server does not parse it: it says so, and
 * knows nothing else of it. The command checks it all the same.
 */

/** In characters. */
export const textMax = 1_000_000;

/** What of a text is parsed. */
export function parsedText(text: string): string {
  return text.length > textMax ? '' : text;
}
