/**
 * Widths of text without a font at hand: Helvetica's advance widths by class of character, rounded up, so that a text never
 * leaves its box whichever sans-serif a viewer takes for it.
 */
const narrow = /[ijlItf.,:;'|!()[\]{}/\\ -]/;
const wide = /[mwMW@%]/;
const capital = /[A-Z&#_+=<>~]/;
const fullWidth =
  /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Extended_Pictographic}/u;

/** In pixels at a font size of so many pixels. */
export function sansWidth(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + sansAdvance(character), 0) * size;
}

/** The same of a bold text. */
export function boldWidth(text: string, size: number): number {
  return sansWidth(text, size) * 1.12;
}

export function monoWidth(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + (fullWidth.test(character) ? 1.2 : 0.61), 0) * size;
}

/** The text, cut with an ellipsis where `width` says it is wider than `max`. */
export function clipped(text: string, max: number, width: (text: string) => number): string {
  if (width(text) <= max) return text;
  const characters = [...text];
  while (characters.length > 0 && width(`${characters.join('')}…`) > max) characters.pop();
  return `${characters.join('')}…`;
}

function sansAdvance(character: string): number {
  if (fullWidth.test(character)) return 1.05;
  if (narrow.test(character)) return 0.34;
  if (wide.test(character)) return 0.9;
  return capital.test(character) ? 0.72 : 0.58;
}
