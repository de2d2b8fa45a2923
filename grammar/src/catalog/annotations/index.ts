import type { AnnotationSpec } from '../spec.ts';
import { defaultValue } from './default-value.ts';
import { deprecated } from './deprecated.ts';
import { key } from './key.ts';
import { oneOf } from './one-of.ts';
import { pattern } from './pattern.ts';
import { pii } from './pii.ts';
import { range } from './range.ts';
import { sensitive } from './sensitive.ts';
import { sourceName } from './source-name.ts';
import { unit } from './unit.ts';

/** Every annotation of a field. */
export const annotations: readonly AnnotationSpec[] = [
  key,
  pii,
  sensitive,
  range,
  oneOf,
  pattern,
  defaultValue,
  sourceName,
  unit,
  deprecated,
];
