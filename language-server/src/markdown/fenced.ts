/** A block of code; the text is of the language and has no fence of its own. */
export function fenced(text: string): string {
  return `\`\`\`flow\n${text}\n\`\`\``;
}
