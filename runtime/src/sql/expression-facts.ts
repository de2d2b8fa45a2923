/**
 * What is known of an expression's value. Only listed functions and operators are trusted to give null for null alone;
 * of everything else it is said that it may be null, and of what holds a query that it may come from anywhere.
 */
import { type ColumnFacts, constantFacts, joinFacts, nullable, unknownFacts } from './column-facts.ts';
import type { Expression } from './select-tree.ts';
import type { Column, Source } from './sources-of.ts';

export interface ExpressionPlace {
  /** Aggregates see at least one record. */
  hasGroups: boolean;
  /** Columns that a condition has shown not to be null. */
  isNeverNull: readonly Expression[];
}

/** Null in, null out, and nothing else gives null. Division and remainder give null for a zero. */
const strict = new Set(
  `+ - * || abs ceil ceiling floor round sign lower upper trim ltrim rtrim length reverse replace contains starts_with
  ends_with concat sha256 md5 hash year month day hour minute second dayofweek isodow date_trunc epoch epoch_ms`.split(
    /\s+/,
  ),
);
const aggregates = new Set('sum avg min max first last any_value arg_min arg_max bool_and bool_or'.split(' '));
const counts = new Set(['count', 'count_star']);
const windowNumbers = new Set(['WINDOW_ROW_NUMBER', 'WINDOW_RANK', 'WINDOW_RANK_DENSE', 'WINDOW_NTILE']);

export class ExpressionFacts {
  readonly #sources: readonly Source[];
  readonly #place: ExpressionPlace;
  readonly #aliases = new Map<string, ColumnFacts>();

  constructor(sources: readonly Source[], place: ExpressionPlace) {
    this.#sources = sources;
    this.#place = place;
  }

  /** A column of the list may be used by its name in those behind it. */
  addAlias({ name, facts }: Column): void {
    if (name !== undefined) this.#aliases.set(name.toLowerCase(), facts);
  }

  of(expression: Expression): ColumnFacts {
    switch (expression.class) {
      case 'COLUMN_REF':
        return this.#column(expression);
      case 'CONSTANT':
        return constantFacts(expression.value?.is_null !== false);
      case 'FUNCTION':
        return this.#function(expression);
      case 'OPERATOR':
        return this.#operator(expression);
      case 'CAST':
        return this.#cast(expression);
      case 'COMPARISON':
      case 'CONJUNCTION':
      case 'BETWEEN':
        return joinFacts(this.#parts(expression));
      case 'CASE':
        return this.#case(expression);
      case 'WINDOW':
        return joinFacts(this.#parts(expression), !windowNumbers.has(expression.type));
      default:
        return unknownFacts;
    }
  }

  #parts({ children = [], left, right, input, lower, upper }: Expression): ColumnFacts[] {
    const parts = [...children, left, right, input, lower, upper];
    return parts.filter((part) => part !== undefined).map((part) => this.of(part));
  }

  #function(call: Expression): ColumnFacts {
    const parts = this.#parts(call);
    const name = (call.function_name ?? '').toLowerCase();
    if (counts.has(name)) return joinFacts(parts, false);
    const isWhole = this.#place.hasGroups && call.filter === undefined;
    if (strict.has(name) || (aggregates.has(name) && isWhole)) return joinFacts(parts);
    return joinFacts(parts, true);
  }

  #operator({ type, children = [] }: Expression): ColumnFacts {
    const parts = children.map((child) => this.of(child));
    if (type === 'OPERATOR_COALESCE')
      return joinFacts(
        parts,
        parts.every(({ isNullable }) => isNullable),
      );
    if (type === 'OPERATOR_IS_NULL' || type === 'OPERATOR_IS_NOT_NULL') return joinFacts(parts, false);
    return joinFacts(parts, type === 'OPERATOR_NOT' || type === 'COMPARE_IN' ? undefined : true);
  }

  /** A null of JSON is a value there and null elsewhere. */
  #cast({ child, try_cast }: Expression): ColumnFacts {
    if (child === undefined) return unknownFacts;
    const facts = this.of(child);
    const isJson = facts.type?.kind === 'scalar' && facts.type.name === 'json';
    return joinFacts([facts], try_cast || isJson ? true : undefined);
  }

  /** What it gives is one of the branches; the conditions decide on it and so are where it comes from as well. */
  #case({ case_checks = [], else_expr }: Expression): ColumnFacts {
    const conditions = case_checks.map(({ when_expr }) => this.of(when_expr));
    const results = case_checks.map(({ then_expr }) => this.of(then_expr));
    const all = [...results, else_expr === undefined ? constantFacts(true) : this.of(else_expr)];
    return joinFacts(
      [...conditions, ...all],
      all.some(({ isNullable }) => isNullable),
    );
  }

  #column(expression: Expression): ColumnFacts {
    const facts = this.#resolve((expression.column_names ?? []).map((name) => name.toLowerCase()));
    const isShown = this.#place.isNeverNull.some((other) => isSameColumn(other, expression));
    return isShown ? { ...facts, isNullable: false } : facts;
  }

  /** `column`, `table.column`, and both followed by fields of a record. */
  #resolve([first = '', second, ...rest]: string[]): ColumnFacts {
    const source = second === undefined ? undefined : this.#sources.find(({ name }) => name?.toLowerCase() === first);
    const qualified = source && columnNamed(source, second as string);
    if (qualified !== undefined) return rest.length === 0 ? qualified : inside(qualified);
    if (source !== undefined && source.columns === undefined) return unknownFacts;
    const found = this.#sources.flatMap((one) => (one.merged.has(first) ? [] : (columnNamed(one, first) ?? [])));
    const facts = found.length === 0 ? this.#aliases.get(first) : found.length === 1 ? found[0] : undefined;
    if (facts === undefined) return unknownFacts;
    return second === undefined ? facts : inside(facts);
  }
}

function columnNamed({ columns }: Source, name: string): ColumnFacts | undefined {
  return columns?.find((column) => column.name?.toLowerCase() === name)?.facts;
}

/** A field of a record may be null. */
function inside(facts: ColumnFacts): ColumnFacts {
  return nullable(joinFacts([facts]));
}

function isSameColumn(a: Expression, b: Expression): boolean {
  const path = ({ column_names = [] }: Expression) => JSON.stringify(column_names).toLowerCase();
  return a.class === 'COLUMN_REF' && b.class === 'COLUMN_REF' && path(a) === path(b);
}
