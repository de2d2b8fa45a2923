/** Nodes of a list by their names: every reference asks for one, and a text has thousands of both. */
import type { AstNode } from 'langium';
import type * as ast from '../generated/ast.ts';

type ByName<T> = ReadonlyMap<string, readonly T[]>;

/** A list of a tree never changes once its text is parsed. */
const known = new WeakMap<readonly AstNode[], ByName<AstNode>>();
const knownImports = new WeakMap<ast.FlowFile, ByName<ast.ImportedSymbol>>();

/** In the order of the list. */
export function allByName(nodes: readonly AstNode[]): ByName<AstNode> {
  const found = known.get(nodes) ?? grouped(nodes, nameOf);
  known.set(nodes, found);
  return found;
}

/** After so many questions it is worth to sort a list: most keys make a new one, and ask for two or three names of it. */
const asksMax = 16;
const asks = new WeakMap<readonly AstNode[], number>();

/** The first of two that go by one name. */
export function firstByName(nodes: readonly AstNode[], name: string): AstNode | undefined {
  const asked = (asks.get(nodes) ?? 0) + 1;
  asks.set(nodes, asked);
  if (asked > asksMax) return allByName(nodes).get(name)?.[0];
  return nodes.find((node) => (nameOf(node) ?? '') === name);
}

function nameOf(node: AstNode): string | undefined {
  return (node as { name?: string }).name;
}

/** What a file imports, by the names as they are written. */
export function importedByName(file: ast.FlowFile): ByName<ast.ImportedSymbol> {
  const found = knownImports.get(file) ?? grouped(symbolsOf(file), ({ declaration }) => declaration?.$refText);
  knownImports.set(file, found);
  return found;
}

function grouped<T>(all: readonly T[], nameOf: (one: T) => string | undefined): ByName<T> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const name = nameOf(one) ?? '';
    const others = found.get(name);
    if (others === undefined) found.set(name, [one]);
    else others.push(one);
  }
  return found;
}

export function symbolsOf(file: ast.FlowFile): ast.ImportedSymbol[] {
  return file.imports.flatMap(({ symbols }) => symbols);
}
