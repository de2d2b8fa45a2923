/**
 * Node's own modules in bundles of the command, without what importing one as an ES module costs: Node then reads every property
 * that the module has, and some of these load others, so that `import process from 'node:process'` alone takes milliseconds.
 */
import type { Plugin } from 'esbuild';

const namespace = 'builtin';

export const builtins: Plugin = {
  name: namespace,
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace } : undefined,
    );
    build.onLoad({ filter: /^/, namespace }, ({ path }) => ({ contents: facade(path) }));
  },
};

/** What nobody imports is left out, being marked as pure. */
function facade(path: string): string {
  const names = Object.keys(process.getBuiltinModule(path) ?? {}).filter((name) => /^[A-Za-z_]\w*$/.test(name));
  const lines = names
    .filter((name) => name !== 'default')
    .map(
      (name) => `const its_${name} = /* @__PURE__ */ (() => builtin.${name})();\nexport { its_${name} as ${name} };`,
    );
  return [`const builtin = require('${path}');`, 'export default builtin;', ...lines].join('\n');
}
