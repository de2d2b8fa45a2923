/**
 * A library in CommonJS is taken into ES modules by a copy of all its names, with a getter for each: one copy for every module that asks
 * for it. Here all of them ask one module, which has the only copy.
 */
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

/** `library`: what is asked for, as it is written in imports. */
export function once(library: string): Plugin {
  const namespace = `once ${library}`;
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${library}$`) }, ({ path, namespace: from, kind, resolveDir }) =>
        from === namespace || kind !== 'import-statement' ? undefined : { path, namespace, pluginData: { resolveDir } },
      );
      build.onLoad({ filter: /^/, namespace }, ({ pluginData: { resolveDir } }) => ({
        contents: `import * as all from '${library}';\n${namesOf(library)}`,
        resolveDir,
      }));
    },
  };
}

function namesOf(library: string): string {
  const names = Object.keys(require(library)).filter((name) => /^\w+$/.test(name) && name !== 'default');
  return `export const { ${names.join(', ')} } = all;\n`;
}
