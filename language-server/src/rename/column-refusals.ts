/** Why a column cannot be given a name: said before anything is changed, with the place where it would go wrong. */
import {
  type CarriedColumn,
  type ColumnSymbol,
  columnKey,
  columnName,
  consumersOf,
  type FollowedColumn,
  namedParameter,
  ownersOf,
  type ProjectTexts,
  type QueryColumns,
  queryColumnsOf,
  recordAround,
  type SameColumns,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { refuse } from './refuse.ts';

/** A column that no text names where it is made; undefined where it can be renamed. */
export function whyFixed(column: ColumnSymbol): string | undefined {
  if (column.is === 'declared') return undefined;
  const { flow, stream, port, path } = column;
  const node = flow.nodes.get(stream);
  const [name] = path;
  if (port.endsWith('errors')) return `"${name}" is what every record of errors has, and keeps its name`;
  if (path.length === 1 && node?.aggregation?.window?.column === name)
    return `The start of a window is called "${name}". Give it another name in a select: { start: ${name} }`;
  const query = path.length === 1 && node ? queryColumnsOf(node) : undefined;
  if (query === undefined || node?.query === undefined) return undefined;
  const isNamed = query.links().some(({ to }) => to[0] === name) || query.all().some((one) => isResult(one, name));
  return isNamed ? undefined : `The query of "${stream}" does not name "${name}" itself. Write AS ${name} there first`;
}

function isResult({ input, path }: { input?: number; path: readonly string[] }, name: string | undefined): boolean {
  return input === undefined && path[0] === name;
}

/** Two columns of one name in a record. */
export function refuseCollisions(same: SameColumns, project: ProjectTexts): void {
  for (const followed of same.columns.values()) {
    const { column, name } = followed;
    if (column.is === 'declared') refuseDeclared(column.field, name, project);
    else if (isTaken(followed, column, same)) refuse(`"${column.stream}" has a column "${name}" already`);
  }
}

function isTaken({ name }: FollowedColumn, column: CarriedColumn, { columns }: SameColumns): boolean {
  if (name === columnName(column)) return false;
  const others = recordAround(column)?.fields.filter((field) => field.name === name) ?? [];
  const path = [...column.path.slice(0, -1), name];
  return others.length > 0 && !columns.has(columnKey({ ...column, path }));
}

function refuseDeclared(field: ast.FieldDeclaration, name: string, project: ProjectTexts): void {
  if (name === field.name) return;
  const own = field.$container.fields.find((one) => one.name === name);
  if (own !== undefined) refuse(`There is a field "${name}" beside "${field.name}" already`);
  for (const { owner, path } of ownersOf(field, project)) {
    if (!ast.isSchema(owner) || path.length > 1) continue;
    if (owner.body?.fields.some((one) => one.name === name))
      refuse(`Schema "${owner.name}" has a field "${name}" already`);
  }
}

/** A field wins over a parameter of its name: an expression that names the parameter would read the field. */
export function refuseCaptures({ columns }: SameColumns): void {
  for (const { column, name } of columns.values()) {
    if (column.is !== 'carried' || column.path.length > 1 || name === columnName(column)) continue;
    if (!column.flow.parameters.has(name)) continue;
    for (const { node } of consumersOf(column)) {
      const isNamed = AstUtils.streamAst(node.node).some(
        (part) => (ast.isReference(part) || ast.isFieldItem(part)) && part.name === name && isParameter(part, node),
      );
      if (isNamed) refuse(`"${node.name}" reads the parameter "${name}", which a column of that name would hide`);
    }
  }
}

function isParameter(part: ast.Reference | ast.FieldItem, node: Parameters<typeof namedParameter>[1]): boolean {
  return namedParameter(part, node) !== undefined;
}

/**
 * A query that takes columns by names that are alike would take others, and nobody would say so. And where DuckDB cannot be
 * asked, only queries that say plainly what they do are changed.
 */
export function refuseUnsureQueries({ columns }: SameColumns): void {
  for (const { column, name } of columns.values()) {
    if (column.is !== 'carried') continue;
    for (const { node, input } of consumersOf(column)) {
      const columnsOf = queryColumnsOf(node);
      if (columnsOf !== undefined) refuseOtherMeaning(columnsOf, columnName(column), name, node.name);
      if (columnsOf?.names.isByName)
        refuse(
          `The query of "${node.name}" takes columns by what they are called. Name them in it, with USING or one by one`,
        );
      const query = node.query === undefined ? columnsOf : undefined;
      if (query === undefined || !query.speaksOf(column.path) || query.isPlain(input, column.path)) continue;
      refuse(`What the query of "${node.name}" does with "${columnName(column)}" is not known: DuckDB is not at hand`);
    }
  }
}

/** A name that the query gives to something else wins here or there over the column, and DuckDB would find nothing wrong. */
function refuseOtherMeaning(query: QueryColumns, old: string, name: string, node: string): void {
  const { given, isNested } = query.names;
  if (name !== old && given.has(name.toLowerCase())) refuse(`The query of "${node}" calls something "${name}" already`);
  if (isNested && given.has(old.toLowerCase())) refuse(`The query of "${node}" calls something else "${old}" too`);
}
