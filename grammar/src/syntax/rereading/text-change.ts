/** Where two texts differ, in offsets of the first. */
export interface TextChange {
  start: number;
  end: number;
  /** How much longer the second one is. */
  grown: number;
}

/** The smallest one; of the same texts it is empty. */
export function changeOf(old: string, text: string): TextChange {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && old.charCodeAt(old.length - 1 - same) === text.charCodeAt(text.length - 1 - same))
    same++;
  return { start, end: old.length - same, grown: text.length - old.length };
}
