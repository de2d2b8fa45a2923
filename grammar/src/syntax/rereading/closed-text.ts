/** Texts between quotes, comments and brackets, and what is left of them where they are not closed. */
const piece =
  /"""[\s\S]*?"""|\/\*[\s\S]*?\*\/|(?<mark>"""|\/\*|\*\/)|"(?:[^"\\\r\n]|\\.)*"|`[^`\r\n]*`|\/\/[^\r\n]*|[{}()[\]]/g;

/**
 * So many round or square ones may be open: they end with the statement for the parser, but how deep a text nests is counted on behind
 * them. More could make what stands behind too deep.
 */
const openMax = 3;

/**
 * Whether each brace, comment and text of several lines that begins in the text ends in it, and none ends that began before it. Other
 * brackets end with the statement.
 */
export function closesWhatItOpens(text: string): boolean {
  let [braces, others] = [0, 0];
  for (const { 0: image, groups } of text.matchAll(piece)) {
    if (image === '{') braces++;
    if (image === '}') braces--;
    if (image === '(' || image === '[') others++;
    if (image === ')' || image === ']') others = Math.max(0, others - 1);
    if (braces < 0 || groups?.mark !== undefined) return false;
  }
  return braces === 0 && others <= openMax;
}
