/** The parser's grammar, the AST types and the TextMate grammar, by Langium's own command. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const target = 'grammar/src/generated';

export function langiumFiles(): Map<string, string> {
  // Beside the package, so that the generator finds its settings; away from the real files, so that a check changes none.
  const folder = mkdtempSync('grammar/.generate-');
  try {
    cpSync('grammar/langium-config.json', join(folder, 'langium-config.json'));
    cpSync('grammar/src/flow.langium', join(folder, 'src/flow.langium'));
    generate(folder);
    const out = join(folder, 'src/generated');
    return new Map(readdirSync(out).map((file) => [`${target}/${file}`, readFileSync(join(out, file), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function generate(folder: string): void {
  const command = join(process.cwd(), 'node_modules/langium-cli/bin/langium.js');
  const result = spawnSync(process.execPath, [command, 'generate'], { cwd: folder, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`langium generate failed:\n${result.stdout}${result.stderr}`);
}
