/**
 * From the pages in docs/reference/diagnostics, one for each code, which are written by hand and tested: the list of all codes
 * for readers, and their titles and advice for the tools that print them.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const pages = 'docs/reference/diagnostics/FLOW*.md';
const list = 'docs/reference/diagnostics.md';
const module = 'grammar/src/generated/explanations.ts';

const families: Record<string, string> = {
  '1': 'Syntax, names and properties',
  '2': 'Types, schemas and columns',
  '3': 'Nodes and edges',
  '4': 'Models',
  '5': 'Files',
  '6': 'Privacy',
  '7': 'Style',
};

const introduction = `What \`millrace check\` and the editor say about a flow. Codes stay what they are. Each page has a wrong flow and the same flow
mended; tests run both. The examples stand in a folder with \`payments.csv\`, \`refunds.csv\`, \`clean.ts\` and a model
\`risk.onnx\`, which takes \`features float32[N, 2]\` and gives \`score float32[N]\`. A line \`//- /name\` starts another file.`;

interface Explanation {
  code: string;
  title: string;
  advice: string;
}

export function diagnosticsFile(): Map<string, string> {
  const explanations = globSync(pages).sort().map(readExplanation);
  return new Map([
    [list, listOf(explanations)],
    [module, moduleOf(explanations)],
  ]);
}

/** Every code with how grave it usually is. */
export function explainedCodes(): (Explanation & { severity: string })[] {
  const severities = findSeverities();
  const explanations = globSync(pages).sort().map(readExplanation);
  return explanations.map((one) => ({ ...one, severity: severities.get(one.code) ?? 'error' }));
}

function readExplanation(file: string): Explanation {
  const text = readFileSync(file, 'utf8');
  const title = /^# FLOW\d{3}: (.+)$/m.exec(text)?.[1] ?? '';
  const advice = /^## What to do\n\n(.+)$/m.exec(text)?.[1] ?? '';
  // It is printed where no link can be followed.
  return { code: basename(file, '.md'), title, advice: advice.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1') };
}

function listOf(explanations: readonly Explanation[]): string {
  const severities = findSeverities();
  const fixable = findFixable();
  const sections = Object.entries(families).map(([digit, title]) => {
    const own = explanations.filter(({ code }) => code[4] === digit);
    const rows = own.map(({ code, title: name }) => {
      const severity = severities.get(code) ?? 'error';
      return `| [${code}](diagnostics/${code}.md) | ${severity} | ${fixable.has(code) ? 'yes' : ''} | ${name} |`;
    });
    return `## ${title}\n\n| code | severity | quick fix | what it says |\n|---|---|---|---|\n${rows.join('\n')}`;
  });
  return `# Diagnostics\n\n${introduction}\n\n${sections.join('\n\n')}\n`;
}

/** Those that a fix of the language server is for. */
function findFixable(): Set<string> {
  const sources = globSync('language-server/src/fixes/*.ts').map((file) => readFileSync(file, 'utf8'));
  return new Set(sources.flatMap((text) => text.match(/(?<=')FLOW\d{3}(?=')/g) ?? []));
}

function moduleOf(explanations: readonly Explanation[]): string {
  const severities = findSeverities();
  const entries = explanations.map(({ code, title, advice }) => {
    const severity = severities.get(code) ?? 'error';
    return `  ${code}: { severity: '${severity}', title: ${JSON.stringify(title)}, advice: ${JSON.stringify(advice)} },`;
  });
  return `// Generated from ${pages}. Do not edit.

export interface Explanation {
  /** Where no project wants it otherwise. */
  severity: 'error' | 'warning' | 'hint';
  /** What it says in a few words. */
  title: string;
  /** What to do about it, in Markdown. */
  advice: string;
}

export const explanations: Readonly<Record<string, Explanation>> = {
${entries.join('\n')}
};
`;
}

/** Warnings and hints; a code that is found nowhere as one is an error. */
function findSeverities(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync('grammar/src/diagnostics/*.ts')) {
    const text = readFileSync(file, 'utf8');
    for (const [, severity, code] of text.matchAll(/\b(warning|hint)\(\s*'(FLOW\d{3})'/g)) {
      found.set(code as string, severity as string);
    }
  }
  return found;
}
