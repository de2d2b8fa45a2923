/** The parser's grammar, its tokens and what it decides by, the AST types and the TextMate grammar: Langium's own command, and its parser. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Grammar } from 'langium';
import { parserFiles } from './parser-files.ts';

const target = 'grammar/src/generated';

export async function langiumFiles(): Promise<Map<string, string>> {
  // Beside the package, so that the generator finds its settings; away from the real files, so that a check changes none.
  const folder = mkdtempSync('grammar/.generate-');
  try {
    cpSync('grammar/langium-config.json', join(folder, 'langium-config.json'));
    cpSync('grammar/src/flow.langium', join(folder, 'src/flow.langium'));
    generate(folder);
    const out = join(folder, 'src/generated');
    const files = readdirSync(out).map((file) => [`${target}/${file}`, readFileSync(join(out, file), 'utf8')] as const);
    const ofParser = parserFiles(await grammarIn(join(out, 'grammar.ts')));
    return new Map([...files, ...ofParser.map(([file, text]) => [`${target}/${file}`, text] as const)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function generate(folder: string): void {
  const command = join(process.cwd(), 'node_modules/langium-cli/bin/langium.js');
  const result = spawnSync(process.execPath, [command, 'generate'], { cwd: folder, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`langium generate failed:\n${result.stdout}${result.stderr}`);
}

/** As it has just been written, which may be another one than that of the sources. */
async function grammarIn(file: string): Promise<Grammar> {
  const { MillraceGrammar } = (await import(pathToFileURL(resolve(file)).href)) as { MillraceGrammar(): Grammar };
  return MillraceGrammar();
}
