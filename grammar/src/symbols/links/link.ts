import type { NodeAnalysis } from '../../analysis/flow-analysis.ts';
import type { FieldItem } from '../../generated/ast.ts';

type Path = readonly string[];

/**
 * One column of an input and one of an output of a node that have one name, or the same name but for a prefix: who renames one
 * renames the other.
 */
export interface Link {
  input: number;
  /** In the record that comes in. */
  from: Path;
  port: string;
  /** In the record that goes out. */
  to: Path;
  /** `id` alone, which may be written out as `id: other`: then the two are linked no more. */
  shorthand?: FieldItem;
}

/** What one kind of node links, asked from either side. */
export interface ColumnLinks {
  down(node: NodeAnalysis, input: number, from: Path): Link[];
  up(node: NodeAnalysis, port: string, to: Path): Link[];
}

/** Every column goes on by its name. */
export const passedOn: ColumnLinks = {
  down: (_, input, path) => [{ input, from: path, port: 'out', to: path }],
  up: (_, port, path) => (port === 'out' ? [{ input: 0, from: path, port, to: path }] : []),
};

export const noLinks: ColumnLinks = { down: () => [], up: () => [] };

/** What the path goes on with below another; undefined where it does not begin with that. */
export function below(path: Path, start: Path): Path | undefined {
  const isBelow = start.length <= path.length && start.every((name, index) => path[index] === name);
  return isBelow ? path.slice(start.length) : undefined;
}
