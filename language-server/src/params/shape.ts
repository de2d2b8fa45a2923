/**
 * What a request has to bring, as plain checks of a value: each says what is wrong and where, or nothing. Only what an answer reads is
 * asked for; anything beside it is the client's business.
 */
import { URI } from 'langium';

/** What is wrong with the value at this path; undefined where nothing is. */
export type Shape = (value: unknown, path: string) => string | undefined;

const is =
  (wanted: string, isRight: (value: unknown) => boolean): Shape =>
  (value, path) =>
    isRight(value) ? undefined : `${path} ${found(value)}: it has to be ${wanted}.`;

export const text = is('a text', (value) => typeof value === 'string');

/** VS Code sends the largest number of all for the end of a line. */
const count = is('a whole number from 0 on', (value) => Number.isInteger(value) && Number(value) >= 0);

export const truth = is('true or false', (value) => typeof value === 'boolean');

export const address = is('the URI of a file', (value) => typeof value === 'string' && isUri(value));

const object = is('an object', isObject);

const list = is('a list', Array.isArray);

/** An object with at least these members. */
export function having(members: Readonly<Record<string, Shape>>): Shape {
  return (value, path) => {
    if (!isObject(value)) return object(value, path);
    return first(Object.entries(members), ([name, shape]) =>
      shape(value[name], path === root ? name : `${path}.${name}`),
    );
  };
}

export function listOf(shape: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return list(value, path);
    return first([...value.entries()], ([i, one]) => shape(one, `${path}[${i}]`));
  };
}

/** May be left out. */
export function maybe(shape: Shape): Shape {
  return (value, path) => (value === undefined || value === null ? undefined : shape(value, path));
}

export const position = having({ line: count, character: count });

export const range = having({ start: position, end: position });

/** What is wrong with the parameters of a request. */
export function mistakeIn(params: unknown, shape: Shape): string | undefined {
  return shape(params, root);
}

const root = 'The value of params';

function first<T>(parts: readonly T[], mistakeOf: (part: T) => string | undefined): string | undefined {
  for (const part of parts) {
    const mistake = mistakeOf(part);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

function found(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (Array.isArray(value)) return 'is a list';
  if (isObject(value)) return 'is an object';
  return `is ${JSON.stringify(value)?.slice(0, 40)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isUri(value: string): boolean {
  try {
    return URI.parse(value, true).scheme !== '';
  } catch {
    return false;
  }
}
