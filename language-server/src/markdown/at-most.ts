/** The text with so many lines at most; a block of code that is cut is closed. */
export function atMost(markdown: string, count: number): string {
  const lines = markdown.split('\n');
  if (lines.length <= count) return markdown;
  const kept = lines.slice(0, count - 2);
  const isOpen = kept.filter((line) => line.startsWith('```')).length % 2 === 1;
  return [...kept, isOpen ? '```' : '', '…'].join('\n');
}
