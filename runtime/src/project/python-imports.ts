import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The local files that a Python file imports. `root`: the folder that modules are looked for in, that of the step. Statements are found
 * without reading Python wholly: one inside a text counts too, which makes a file more known than it need be and none less.
 */
export function pythonImports(file: string, root: string): string[] {
  const text = readFileSync(file, 'utf8');
  const plain = [...text.matchAll(/^[ \t]*import[ \t]+([^#\n]+)/gm)].flatMap(([, names = '']) => namesIn(names));
  const from = [...text.matchAll(/^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^#\n]+)/gm)].flatMap(
    ([, module = '', names = '']) => [module, ...namesIn(names).map((name) => within(module, name))],
  );
  return [...new Set([...plain, ...from].flatMap((module) => filesOf(module, dirname(file), root)))];
}

/** Of `a, b as c` and of a list in parentheses. */
function namesIn(names: string): string[] {
  return names
    .replace(/[()\\]|#.*$/gm, ' ')
    .split(',')
    .map((name) => name.trim().split(/\s/)[0] ?? '')
    .filter((name) => name !== '' && name !== '*');
}

function within(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}

/** A module is a file, or a folder with an `__init__.py`; those around it are loaded before it. */
function filesOf(module: string, folder: string, root: string): string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const start = dots === 0 ? root : join(folder, ...Array<string>(dots - 1).fill('..'));
  const parts = module.slice(dots).split('.').filter(Boolean);
  const found = parts.flatMap((_, at) => {
    const path = join(start, ...parts.slice(0, at + 1));
    return [`${path}.py`, join(path, '__init__.py')];
  });
  return found.filter((path) => existsSync(path));
}
