import { globSync, readFileSync } from 'node:fs';

/** The workspaces of this repository, in the order of the import table. */
export const packages = ['grammar', 'language-server', 'runtime', 'webview', 'extension'] as const;
export type PackageName = (typeof packages)[number];

export interface SourceFile {
  /** Relative to the repository, with `/`. */
  path: string;
  text: string;
}

export function readFiles(pattern: string | string[]): SourceFile[] {
  const exclude = (path: string) => /(^|[\\/])(node_modules|dist|generated|artefacts)([\\/]|$)/.test(path);
  return globSync(pattern, { exclude }).map((path) => ({
    path: path.replaceAll('\\', '/'),
    text: readFileSync(path, 'utf8'),
  }));
}

/** Hand-written TypeScript of a package. */
export function sourcesOf(name: PackageName): SourceFile[] {
  return readFiles([`${name}/src/**/*.{ts,tsx}`, `${name}/dev/**/*.{ts,tsx}`]);
}

export interface ImportStatement {
  specifier: string;
  isTypeOnly: boolean;
}

/** Static and dynamic imports and re-exports with a literal specifier. */
export function importsOf({ text }: SourceFile): ImportStatement[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const statements = /^\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
  const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [
    ...[...code.matchAll(statements)].map((m) => ({ specifier: m[3] as string, isTypeOnly: m[2] !== undefined })),
    ...[...code.matchAll(dynamic)].map((m) => ({ specifier: m[1] as string, isTypeOnly: false })),
  ];
}
