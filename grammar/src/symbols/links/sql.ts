import { queryColumnsOf } from '../query-columns.ts';
import { below, type ColumnLinks } from './link.ts';

/** A column that a query gives as it is, by `column`, `table.column` or `*`. */
export const sqlLinks: ColumnLinks = {
  down: (node, input, path) =>
    (queryColumnsOf(node)?.links() ?? []).flatMap((link) => {
      const inner = link.input === input ? below(path, link.from) : undefined;
      return inner === undefined ? [] : [{ input, from: path, port: 'out', to: [...link.to, ...inner] }];
    }),
  up: (node, port, path) =>
    (queryColumnsOf(node)?.links() ?? []).flatMap(({ input, from, to }) => {
      const inner = port === 'out' ? below(path, to) : undefined;
      return inner === undefined ? [] : [{ input, from: [...from, ...inner], port, to: path }];
    }),
};
