/** The Python that runs steps as one text, so that it lies in every bundle: what stands in step/, in the order of the names. */
import { globSync, readFileSync } from 'node:fs';

const folder = 'runtime/src/runners/python';

export function pythonStepFile(): Map<string, string> {
  const parts = globSync(`${folder}/step/*.py`).sort();
  const text = parts.map((path) => readFileSync(path, 'utf8')).join('\n\n');
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  const code = `/** Generated from step/ by \`npm run generate\`. */\nexport const stepProcess = \`${escaped}\`;\n`;
  return new Map([[`${folder}/generated/step-process.ts`, code]]);
}
