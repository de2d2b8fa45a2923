const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const without = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns of a terminal that a text takes: two for East Asian and emoji characters, none for what joins the one before. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += without.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}
