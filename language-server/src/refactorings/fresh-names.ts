/** Names for what a refactoring makes. */
import type * as ast from '@millrace/grammar/syntax';
import { otherName } from '../fixes/editing/names.ts';

/** All that a file declares and imports. */
export function declaredNames({ declarations, imports }: ast.FlowFile): Set<string> {
  const own = declarations.flatMap((one) => ('name' in one && typeof one.name === 'string' ? [one.name] : []));
  return new Set([
    ...own,
    ...imports.flatMap(({ symbols }) => symbols.flatMap((one) => one.declaration?.$refText ?? [])),
  ]);
}

export function freshName(wanted: string, taken: ReadonlySet<string>): string {
  return taken.has(wanted) ? otherName(wanted, taken) : wanted;
}

/** `src bytes` and `src_bytes` as `SrcBytes`: how declarations are called. */
export function pascalCase(words: string): string {
  const parts = words.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  const name = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  return /^[A-Za-z_]\w*$/.test(name) ? name : `Record${name.replace(/\W/g, '')}`;
}

/** How nodes and columns are called. */
export function camelCase(words: string): string {
  const name = pascalCase(words);
  return name.charAt(0).toLowerCase() + name.slice(1);
}
