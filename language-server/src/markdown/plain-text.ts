/** What a text in Markdown says, for a client that shows it as it is: the words, without fences, marks and addresses. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^```.*\n?/gm, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*|`([^`]+)`/g, '$1$2')
    .replace(/^#+ /gm, '')
    .trim();
}
