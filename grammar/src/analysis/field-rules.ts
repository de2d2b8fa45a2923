import type * as ast from '../generated/ast.ts';
import { asNonNull } from '../types/nullability.ts';
import type { FieldRules, Scalar, Type } from '../types/type.ts';
import { constantOf } from './constant-of.ts';
import { literalValue } from './literal-value.ts';

/** What the annotations of a field say, as far as they are well-formed; the checks report the others. */
export function fieldRules({ annotations }: ast.FieldDeclaration, type: Type): FieldRules | undefined {
  if (annotations.length === 0) return undefined;
  const rules: FieldRules = {};
  for (const { name, arguments: written } of annotations)
    if (Object.hasOwn(readers, name)) readers[name]?.(rules, written, type);
    else rules.unclear = true;
  return rules;
}

const readers: Record<string, (rules: FieldRules, written: ast.Argument[], type: Type) => void> = {
  key: (rules) => {
    rules.key = true;
  },
  pii: (rules) => {
    rules.pii = true;
  },
  sensitive: (rules, written) => {
    rules.sensitive = text(written);
  },
  range: (rules, written) => {
    rules.range = bounds(written);
  },
  oneOf: (rules, written, type) => {
    const values = written.map(({ value }) => constant(value, type));
    rules.oneOf = values.filter((value) => typeof value === 'string' || typeof value === 'number');
  },
  pattern: (rules, written) => {
    const pattern = text(written);
    if (pattern !== undefined && isPattern(pattern)) rules.pattern = pattern;
  },
  default: (rules, written, type) => {
    const value = constant(written[0]?.value, type);
    if (value !== undefined) rules.default = value;
  },
  name: (rules, written) => {
    rules.sourceName = text(written);
  },
  unit: (rules, written) => {
    rules.unit = text(written);
  },
  deprecated: (rules, written) => {
    rules.deprecated = text(written) ?? '';
  },
};

function constant(expression: ast.Expression | undefined, type: Type): Scalar | undefined {
  const found = expression && constantOf(expression, asNonNull(type), () => {});
  return found?.is === 'constant' ? found.value : undefined;
}

function first(written: ast.Argument[]): Scalar | undefined {
  return literalValue(written[0]?.value);
}

function text(written: ast.Argument[]): string | undefined {
  const value = first(written);
  return typeof value === 'string' ? value : undefined;
}

function bounds(written: ast.Argument[]): FieldRules['range'] {
  const named = (name: string) => literalValue(written.find((argument) => argument.name === name)?.value);
  const [min, max] = [named('min'), named('max')];
  return { ...(typeof min === 'number' && { min }), ...(typeof max === 'number' && { max }) };
}

export function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
