/**
 * What goes into the VSIX: a list of what is allowed, so that nothing slips in. Of the native libraries only the files of one platform are
 * taken, and of ONNX Runtime only what runs on the processor.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';

/** The platforms a VSIX is made for, as VS Code names them. */
export const targets = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'] as const;

export type Target = (typeof targets)[number];

export interface StagedFile {
  /** In the VSIX, with `/`. */
  to: string;
  /** In the repository. */
  from: string;
}

export function vsixFiles(target: Target): StagedFile[] {
  return [...own(), ...bundled(), ...nativeLibraries(target)];
}

function own(): StagedFile[] {
  const files = [
    'language-configuration.json',
    'README.md',
    ...globSync('{icons,schemas,syntaxes,walkthrough}/*.{png,svg,json,md}', { cwd: 'extension' }),
  ];
  const staged = files.map((file) => ({ to: slashed(file), from: join('extension', file) }));
  // Codes of mistakes lead to their pages, and these to the reference.
  const reference = globSync('docs/reference/**/*.md').map((file) => ({ to: slashed(file), from: file }));
  return [...staged, ...reference, { to: 'LICENSE', from: 'LICENSE' }, { to: 'CHANGELOG.md', from: 'CHANGELOG.md' }];
}

function bundled(): StagedFile[] {
  const pages = ['diagram.js', 'diagram.css', 'results.js', 'results.css', 'layout-worker.js'];
  return [
    { to: 'dist/extension.cjs', from: 'extension/dist/extension.cjs' },
    { to: 'dist/language-server.js', from: 'language-server/dist/language-server.js' },
    ...pages.map((page) => ({ to: `dist/pages/${page}`, from: `webview/dist/${page}` })),
    // The server's bundle is in dist; the runtime's own copy of it is for the command alone.
    ...taken('runtime/dist', 'runtime', '*.js').filter(({ to }) => to !== 'runtime/language-server.js'),
  ];
}

function nativeLibraries(target: Target): StagedFile[] {
  const [platform = '', arch = ''] = target.split('-');
  return [
    ...library(
      'onnxruntime-node',
      'package.json',
      'dist/*.js',
      `bin/napi-v6/${platform}/${arch}/${processorFiles(platform)}`,
    ),
    ...library('onnxruntime-common', 'package.json', 'dist/cjs/**/{*.js,package.json}'),
    ...library('@duckdb/node-api', 'package.json', 'LICENSE', 'lib/**/*.js'),
    ...library('@duckdb/node-bindings', 'package.json', 'LICENSE', '*.js'),
    ...library('better-sqlite3', 'package.json', 'LICENSE', 'lib/**/*.js', `prebuilds/${target}.node`),
    ...library('detect-libc', 'package.json', 'LICENSE', 'lib/*.js'),
    ...library(`@duckdb/node-bindings-${target}`, 'package.json', 'LICENSE', '*.{node,so,dylib,dll}'),
  ];
}

/** Without DirectML and CUDA. The library is in the darwin folder twice, once under the name that is loaded. */
function processorFiles(platform: string): string {
  return (
    {
      linux: '{onnxruntime_binding.node,libonnxruntime.so.1}',
      darwin: '{onnxruntime_binding.node,libonnxruntime.1.dylib}',
    }[platform] ?? '*.{node,dll}'
  );
}

function library(name: string, ...patterns: string[]): StagedFile[] {
  return patterns.flatMap((pattern) => {
    const files = taken(`node_modules/${name}`, `runtime/node_modules/${name}`, pattern);
    // A licence file is not in every package; code and libraries must be there.
    if (files.length === 0 && pattern !== 'LICENSE')
      throw new Error(`Cannot find ${pattern} of ${name}: install it for this platform first`);
    return files;
  });
}

function taken(folder: string, to: string, pattern: string): StagedFile[] {
  const found = globSync(pattern, { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  return found
    .map((entry) => slashed(join(entry.parentPath, entry.name)).slice(slashed(join(folder, '/')).length))
    .map((file) => ({ to: `${to}/${file}`, from: join(folder, file) }));
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
