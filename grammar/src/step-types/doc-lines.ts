/** Documentation as a comment of TypeScript: each part a paragraph; empty where there is nothing to say. */
export function docLines(parts: readonly (string | undefined)[], indent = ''): string {
  const lines = parts.filter((part) => part !== undefined).flatMap((part) => safe(part).split('\n'));
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */\n`].join('\n');
}

/** Nothing that a person writes ends the comment. */
function safe(text: string): string {
  return text
    .replaceAll('*/', '*\\/')
    .replaceAll('\r', '')
    .replaceAll(/[\u2028\u2029]/g, ' ');
}
