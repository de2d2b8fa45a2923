/**
 * Where a function differs from DuckDB's on purpose, by what it was given and what came of it; the reason is the function's
 * `unlikeSql`. Whatever is not described here is the same.
 */
export interface Difference {
  given: readonly unknown[];
  ours: unknown;
  theirs: unknown;
}

type Explains = (difference: Difference) => boolean;

const isBad: Explains = ({ ours }) => ours === 'bad record';
const hasNull: Explains = ({ given }) => given.some((value) => value === null);
const hasNaN: Explains = ({ given }) =>
  given.some((value) => Number.isNaN(value) || (Array.isArray(value) && value.includes(Number.NaN)));
const isEmpty: Explains = ({ given }) => given.some((list) => Array.isArray(list) && list.every((one) => one === null));
const holdsNull: Explains = ({ given }) => given.some((list) => Array.isArray(list) && list.includes(null));

/** A float64 does not hold the whole number. */
const beyondFloat64: Explains = ({ given }) =>
  given.some((value) => typeof value === 'bigint' && BigInt(Number(value)) !== value);

const either =
  (...reasons: Explains[]): Explains =>
  (difference) =>
    reasons.some((reason) => reason(difference));

const compares = either(hasNaN, beyondFloat64);

/** Of a text of which one letter becomes two, or depends on its neighbours. */
const changesLetters: Explains = ({ given: [text] }) => /[ßΣ]/.test(String(text));

/** DuckDB has no room for it in a TINYINT, or computed as FLOAT. */
const isWider: Explains = (difference) =>
  (difference.theirs === null && Math.abs(Number(difference.ours)) >= 128) || isRounded(difference);

const isRounded: Explains = ({ ours, theirs }) =>
  typeof ours === 'number' &&
  (!Number.isFinite(theirs) || Math.abs(ours - Number(theirs)) <= Math.abs(ours) * 1e-6 + 1.5e-45);

export const keptDifferences: Record<string, Explains> = {
  add: isWider,
  subtract: isWider,
  multiply: isWider,
  negate: isWider,
  abs: isWider,
  ceil: beyondFloat64,
  floor: beyondFloat64,
  divide: either(isBad, isRounded),
  modulo: either(isBad, ({ given: [, by], ours }) => Number(by) === -1 && ours === 0),
  equal: compares,
  notEqual: compares,
  lessThan: compares,
  lessThanOrEqual: compares,
  greaterThan: compares,
  greaterThanOrEqual: compares,
  between: compares,
  nullIf: compares,
  in: either(compares, hasNull),
  round: either(isBad, ({ given: [value, digits] }) => !Number.isFinite(Number(value)) && Number(digits) < 0),
  min: either(hasNull, hasNaN),
  max: either(hasNull, hasNaN),
  clamp: either(hasNull, hasNaN, isBad),
  lower: changesLetters,
  upper: changesLetters,
  trim: ({ given: [text] }) => /^[\t\n]|[\t\n]$/.test(String(text).replace(/^ +| +$/g, '')),
  substring: isBad,
  sum: isEmpty,
  // One list with a null makes DuckDB fail on others too.
  norm: ({ theirs }) => theirs === null,
  dot: holdsNull,
  mask: isBad,
  int32: isBad,
  int64: isBad,
  float32: isBad,
  float64: isBad,
  string: ({ ours, theirs }) => ours !== theirs,
  bool: either(isBad, ({ given: [text] }) => typeof text === 'string' && text !== text.trim()),
  parseTimestamp: either(isBad, ({ theirs }) => theirs === null),
  parseJson: either(isBad, ({ given: [text] }) => text === 'null'),
};
