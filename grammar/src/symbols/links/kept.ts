/** Kinds of nodes that pass every column on, but for what they make themselves. */
import type { ColumnLinks } from './link.ts';
import { passedOn } from './link.ts';

export const routeLinks: ColumnLinks = {
  down: ({ routes }, input, path) => (routes ?? []).map(({ name }) => ({ input, from: path, port: name, to: path })),
  up: (_, port, path) => (port.endsWith('errors') ? [] : [{ input: 0, from: path, port, to: path }]),
};

/** A column of a union is one of all its inputs. */
export const unionLinks: ColumnLinks = {
  down: passedOn.down,
  up: ({ inputs }, port, path) =>
    port === 'out' ? inputs.map((_, input) => ({ input, from: path, port, to: path })) : [],
};

export const reviewLinks: ColumnLinks = {
  down: (node, input, path) => (isAnswer(node, path[0]) ? [] : passedOn.down(node, input, path)),
  up: (node, port, path) => (isAnswer(node, path[0]) ? [] : passedOn.up(node, port, path)),
};

function isAnswer({ review }: Parameters<ColumnLinks['up']>[0], name: string | undefined): boolean {
  return review?.answers.some((answer) => answer.name === name) ?? false;
}
