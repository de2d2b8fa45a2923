import type * as ast from '../generated/ast.ts';
import type { FieldRules, Scalar } from '../types/type.ts';
import { literalValue } from './literal-value.ts';

/** What the annotations of a field say, as far as they are well-formed; the checks report the others. */
export function fieldRules(declaration: ast.FieldDeclaration): FieldRules | undefined {
  if (declaration.annotations.length === 0) return undefined;
  const rules: FieldRules = {};
  for (const annotation of declaration.annotations) readers[annotation.name]?.(rules, annotation.arguments);
  return rules;
}

const readers: Record<string, (rules: FieldRules, written: ast.Argument[]) => void> = {
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
  oneOf: (rules, written) => {
    const values = written.map(({ value }) => literalValue(value));
    rules.oneOf = values.filter((value) => typeof value === 'string' || typeof value === 'number');
  },
  pattern: (rules, written) => {
    const pattern = text(written);
    if (pattern !== undefined && isPattern(pattern)) rules.pattern = pattern;
  },
  default: (rules, written) => {
    const value = first(written);
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
