/** Pieces of the generated pages. */

export function markdownTable(head: string[], rows: string[][]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

export function inline(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

export function page(title: string, sections: string[]): string {
  return `# ${title}\n\nGenerated from the catalogue by \`npm run generate\`.\n\n${sections.join('\n\n')}\n`;
}
