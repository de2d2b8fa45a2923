/**
 * Pages of docs/reference/diagnostics, one for each code: what is wrong and why, a wrong flow with its mark, the same flow
 * mended, and what to do. Readers and tests read the same text.
 */
import { readdirSync, readFileSync } from 'node:fs';

const pagesFolder = 'docs/reference/diagnostics';

export interface DiagnosticPage {
  code: string;
  /** With the mark under the wrong words; none where the text of a flow cannot have this mistake. */
  examples: { wrong: string; right: string } | undefined;
}

const form =
  /^# (?<code>FLOW\d{3}): [^\n]+\n\n(?:(?!```|#)[^\n]+\n)+\n(?:```flow wrong\n(?<wrong>[\s\S]+?)```\n\n```flow right\n(?<right>[\s\S]+?)```\n\n)?## What to do\n\n[^\n]+\n$/;

/** Throws for a page of another form. */
export function diagnosticPages(): DiagnosticPage[] {
  return readdirSync(pagesFolder).map((name) => {
    const found = form.exec(readFileSync(`${pagesFolder}/${name}`, 'utf8'))?.groups;
    if (`${found?.code}.md` !== name) throw new Error(`${pagesFolder}/${name} does not have the form of a page`);
    const { code = '', wrong, right } = found ?? {};
    return { code, examples: wrong === undefined || right === undefined ? undefined : { wrong, right } };
  });
}

/** What else stands in the folder of every example; docs/reference/diagnostics.md says so. A file of its own wins. */
const folder: Record<string, string> = {
  '/payments.csv': '',
  '/payments.jsonl': '',
  '/refunds.csv': '',
  '/old.csv': '',
  '/clean.ts': '',
  '/steps/clean.ts': '',
  '/risk.onnx': 'features float32[N, 2] -> score float32[N]\n',
  '/models/risk.onnx': 'features float32[N, 2] -> score float32[N]\n',
};

/** The example with all that stands in its folder. */
export function inItsFolder(example: string): string {
  const others = Object.entries(folder).filter(([path]) => !example.includes(`//- ${path}\n`));
  return example + others.map(([path, content]) => `//- ${path}\n${content}`).join('');
}
