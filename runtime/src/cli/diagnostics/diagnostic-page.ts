/**
 * The page that explains a code, from the folder that is shipped beside the command: whoever reads a report later has neither the
 * folder nor, as yet, an address on the network to look at.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** From the bundle, and from the sources. */
const folders = [1, 2, 3, 4].map((up) => `${'../'.repeat(up)}docs/reference/diagnostics/`);

export interface DiagnosticPage {
  /** Its first paragraph, as plain text. */
  summary: string;
  /** All below its title, as Markdown without links to other pages. */
  markdown: string;
}

export function diagnosticPage(code: string): DiagnosticPage | undefined {
  const files = folders.map((folder) => fileURLToPath(new URL(`${folder}${code}.md`, import.meta.url)));
  const file = files.find((path) => existsSync(path));
  if (file === undefined) return undefined;
  const [, ...below] = readFileSync(file, 'utf8').split('\n');
  const markdown = below
    .join('\n')
    .replace(/\[([^\]]+)\]\((?!https?:)[^)]*\)/g, '$1')
    .trim();
  const [first = ''] = markdown.split('\n\n');
  return { summary: first.replaceAll('`', '').replaceAll('\n', ' '), markdown };
}
