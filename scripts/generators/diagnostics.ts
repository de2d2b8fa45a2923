/**
 * docs/reference/diagnostics.md: every code with an example, taken from the marks in the tests, so that no page says what a
 * test does not. A code is found by the call that makes it, in grammar/src/diagnostics.
 */
import { readdirSync, readFileSync } from 'node:fs';

const sources = 'grammar/src/diagnostics';
const page = 'docs/reference/diagnostics.md';

const families: Record<string, string> = {
  '1': 'Syntax, names and properties',
  '2': 'Types, schemas and columns',
  '3': 'Nodes and edges',
  '4': 'Models',
  '5': 'Files',
};

export function diagnosticsFile(): Map<string, string> {
  const examples = findExamples();
  const codes = [...findCodes()].sort(([a], [b]) => (a < b ? -1 : 1));
  const sections = Object.entries(families).map(([digit, title]) => {
    const own = codes.filter(([code]) => code[4] === digit);
    return `## ${title}\n\n${own.map(([code, severity]) => entry(code, severity, examples.get(code))).join('\n\n')}`;
  });
  const introduction =
    'What `millrace check` and the editor say about a flow. Codes stay what they are. Generated from the tests by `npm run generate`.';
  return new Map([[page, `# Diagnostics\n\n${introduction}\n\n${sections.join('\n\n')}\n`]]);
}

function entry(code: string, severity: string, example: string | undefined): string {
  const heading = `### ${code}${severity === 'error' ? '' : ` (${severity})`}`;
  return example === undefined ? heading : `${heading}\n\n\`\`\`text\n${example}\n\`\`\``;
}

function findCodes(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(sources)) {
    const text = readFileSync(`${sources}/${file}`, 'utf8');
    for (const [, severity, code] of text.matchAll(/\b(error|warning|hint)\(\s*'(FLOW\d{3})'/g)) {
      found.set(code as string, severity as string);
    }
  }
  return found;
}

function shorter(example: string, other: string | undefined): string {
  return other === undefined || example.length < other.length ? example : other;
}

/** The shortest marked line of each code, with its mark. */
function findExamples(): Map<string, string> {
  const examples = new Map<string, string>();
  for (const file of readdirSync('test/grammar')
    .filter((name) => name.endsWith('.test.ts'))
    .sort()) {
    const lines = unescapeTemplate(readFileSync(`test/grammar/${file}`, 'utf8')).split('\n');
    let wrong = '';
    for (const line of lines) {
      const [, code] = /^\s*\^+ (FLOW\d{3}) /.exec(line) ?? [];
      if (code === undefined) wrong = line;
      else examples.set(code, shorter(withoutIndent(wrong, line.replace(`${code} `, '')), examples.get(code)));
    }
  }
  return examples;
}

function unescapeTemplate(text: string): string {
  return text.replace(/\\([\\`$])/g, '$1');
}

function withoutIndent(...lines: string[]): string {
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(indent)).join('\n');
}
