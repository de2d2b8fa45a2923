import { existsSync, readFileSync, statSync } from 'node:fs';
import nodeModule from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'es-module-lexer/js';
import { pythonImports } from './python-imports.ts';

export interface CodeClosure {
  /** Absolute paths of the file and of everything local it imports, directly or not, sorted. */
  files: string[];
  /** Names of packages that are imported, and not part of Node. */
  packages: string[];
}

/**
 * What a step's file needs to run: found with a real lexer over the code without its types, so that an import in a comment or a
 * string is none. Follows `import`, `export … from` and `import("literal")`; an import whose file isn't there is left
 * out, for running the step names it better. Of Python the local modules are followed. Files in no language of steps (JSON,
 * say) are leaves.
 */
export function codeClosure(file: string): CodeClosure {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (files.has(next) || !isFile(next)) continue;
    files.add(next);
    if (next.endsWith('.py')) waiting.push(...pythonImports(next, dirname(file)));
    for (const specifier of importsOf(next)) {
      if (isLocal(specifier)) waiting.push(localPath(specifier, next));
      else if (!nodeModule.isBuiltin(specifier)) packages.add(specifier);
    }
  }
  return { files: [...files].sort(), packages: [...packages].sort() };
}

const codeExtensions: readonly string[] = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

function importsOf(file: string): string[] {
  if (!codeExtensions.includes(extname(file))) return [];
  try {
    const [imports] = parse(withoutTypes(readFileSync(file, 'utf8'), file), file);
    return imports.flatMap(({ n: name }) => (name === undefined ? [] : [name]));
  } catch {
    // Code that doesn't parse imports nothing that is known; running it names the mistake.
    return [];
  }
}

function withoutTypes(code: string, file: string): string {
  return /\.[mc]?ts$/.test(file) ? quietly(() => nodeModule.stripTypeScriptTypes(code)) : code;
}

/** Node warns on stderr that stripping types by a call is experimental; to a user of ours that says nothing. */
function quietly<T>(call: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return call();
  } finally {
    process.emitWarning = emitWarning;
  }
}

function isLocal(specifier: string): boolean {
  return /^(\.{0,2}\/|file:)/.test(specifier);
}

function localPath(specifier: string, importer: string): string {
  if (specifier.startsWith('file:') || specifier.startsWith('/')) return fileURLToPath(new URL(specifier, 'file:'));
  return resolve(fileURLToPath(new URL(specifier, pathToFileURL(`${dirname(importer)}/`))));
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
