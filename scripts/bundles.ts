/** What is bundled from where to where: one entry per bundle, read by the build, the VSIX and the tidy tests. */
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { builtins } from './builtins-plugin.ts';
import { once } from './once-plugin.ts';
import { protocolParts } from './protocol-plugin.ts';

export interface Bundle {
  /** Names the metafile dist/meta/<name>.json. */
  name: string;
  options: BuildOptions;
}

const root = join(import.meta.dirname, '..');

const node: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  sourcemap: 'linked',
  // Less for Node to read at each start, and to keep; names stay, for what an error says of its place.
  minifyWhitespace: true,
  minifySyntax: true,
  // Libraries in CommonJS ask for `require`, which an ES module does not have.
  banner: {
    js: "import { createRequire as createRequire_ } from 'node:module'; const require = createRequire_(import.meta.url);",
  },
};

const page: BuildOptions = {
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  sourcemap: 'linked',
  minify: true,
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** Loaded from node_modules at run time because they bring native files. */
export const nativeModules = ['onnxruntime-node', '@duckdb/node-api', 'better-sqlite3'];

/** A library that another one uses where it is installed, which it is not: asking for it fails as it would there. */
function absent(name: string): Plugin {
  const message = `Cannot find module '${name}'`;
  const contents = `throw Object.assign(new Error(${JSON.stringify(message)}), { code: 'MODULE_NOT_FOUND' });`;
  return {
    name: `absent ${name}`,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, ({ path }) => ({ path, namespace: 'absent' }));
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: 'absent' }, () => ({ contents, loader: 'js' }));
    },
  };
}

const command: BuildOptions = {
  ...node,
  outdir: 'runtime/dist',
  external: nativeModules,
  plugins: [builtins, protocolParts, absent('pg-native')],
};

/** Files named `*.entry.ts` start as a process or worker of their own, so each is a bundle beside the command's. */
function runtimeEntries(): Record<string, string> {
  const entries = globSync('runtime/src/**/*.entry.ts', { cwd: root });
  return Object.fromEntries(entries.map((file) => [basename(file, '.ts'), file]));
}

/** Those of packages, with all that each starts beside itself. */
export function bundlesOf(packages: readonly string[]): Bundle[] {
  return bundles().filter(({ options: { outdir = '' } }) => packages.some((name) => outdir.startsWith(`${name}/`)));
}

export function bundles(): Bundle[] {
  return [
    {
      name: 'runtime',
      // Split, so that a command loads only what it needs: `check` waits for nothing that executes plans.
      options: {
        ...command,
        splitting: true,
        chunkNames: 'chunk-[name]-[hash]',
        entryPoints: { cli: 'runtime/src/cli/main.ts' },
      },
    },
    {
      name: 'runtime-entries',
      // Each whole: what they share with the command would cut that into more files than it takes time to load.
      options: { ...command, entryPoints: runtimeEntries() },
    },
    {
      name: 'language-server',
      options: {
        ...node,
        entryPoints: { 'language-server': 'language-server/src/main.entry.ts' },
        plugins: [once('vscode-languageserver')],
        outdir: 'language-server/dist',
      },
    },
    {
      name: 'language-server-web',
      // A worker of a browser: loaded over the network, so it is small.
      options: {
        bundle: true,
        platform: 'browser',
        target: 'es2022',
        format: 'iife',
        sourcemap: 'linked',
        minify: true,
        entryPoints: { 'language-server-web': 'language-server/src/main.web.entry.ts' },
        outdir: 'language-server/dist',
      },
    },
    {
      name: 'extension',
      options: {
        ...node,
        banner: {},
        format: 'cjs',
        entryPoints: { extension: 'extension/src/extension.ts' },
        outdir: 'extension/dist',
        outExtension: { '.js': '.cjs' },
        external: ['vscode'],
      },
    },
    {
      name: 'webview',
      options: {
        ...page,
        entryPoints: {
          diagram: 'webview/src/diagram/main.tsx',
          results: 'webview/src/results/main.tsx',
          'layout-worker': 'webview/src/layout/layout-worker.ts',
          dev: 'webview/dev/main.tsx',
        },
        outdir: 'webview/dist',
      },
    },
  ];
}
