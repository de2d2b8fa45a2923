/** The paths that a flow file names, with their places: imports, models, data, code, and what a trigger waits for. */
import { type Place, resolvePath } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, type LangiumDocument, type URI } from 'langium';
import { valueSpecOf } from '../catalogue/spec-at.ts';

export interface WrittenPath {
  /** The words, quotes included. */
  place: Place;
  path: string;
  target: URI;
  /** Of an import, which says `./` before a file of its own folder. */
  isImport: boolean;
}

export function writtenPaths(document: LangiumDocument): WrittenPath[] {
  const file = document.parseResult.value as ast.FlowFile;
  const imports = (file.imports ?? []).map((node) => pathAt(document, { node, property: 'path' }, node.path, true));
  const values = AstUtils.streamAst(file)
    .filter((node) => ast.isStringLiteral(node) && isPath(node))
    .map((node) => pathAt(document, { node }, (node as ast.StringLiteral).value, false))
    .toArray();
  return [...imports, ...values].filter((path) => path !== undefined);
}

function isPath(literal: ast.StringLiteral): boolean {
  return valueSpecOf(literal)?.kind === 'path' || isWaitedFor(literal);
}

function isWaitedFor({ $container }: ast.StringLiteral): boolean {
  return ast.isArgument($container) && $container.name === undefined && ast.isTrigger($container.$container.$container);
}

function pathAt(
  document: LangiumDocument,
  place: Place,
  path: string | undefined,
  isImport: boolean,
): WrittenPath | undefined {
  const isRelative = path !== undefined && path !== '' && !/^(\/|[A-Za-z][\w+.-]*:)/.test(path);
  return isRelative ? { place, path, target: resolvePath(document, path), isImport } : undefined;
}
