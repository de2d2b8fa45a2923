/**
 * Values from outside (task results, JSON, literals of a default) become values of a type, or say what is wrong. Strict: a value
 * is converted only where the other form means the same (see fit-scalar.ts). Missing and null are one thing; extra fields
 * of a record are dropped. A value that fits is exactly what `columnOf` takes.
 */
import { type Field, type FieldRules, printType, type RecordType, type Scalar, type Type } from '@millrace/grammar';
import { isSensitive, ruleCheck } from './field-rules.ts';
import { type Fit, isNull, misfit, noValue, scalarFits } from './fit-scalar.ts';
import { isArrayLike, listFit, vectorFit } from './fit-sequence.ts';
import { Misfit } from './misfit.ts';

export type FitResult = { ok: true; value: unknown } | { ok: false; message: string };

/** Fits one value; for many values of one type `fitOf` or `fieldFit` do the choosing once. */
export function fitValue(value: unknown, type: Type, rules?: FieldRules): FitResult {
  const fitted = rules === undefined ? fitOf(type)(value) : ruledFit(type, rules)(value);
  return fitted instanceof Misfit ? { ok: false, message: fitted.message } : { ok: true, value: fitted };
}

const ruled = new WeakMap<FieldRules, { type: Type; fit: Fit }>();

/** Rules belong to one field, so the last type they came with is nearly always the type. */
function ruledFit(type: Type, rules: FieldRules): Fit {
  const known = ruled.get(rules);
  if (known?.type === type) return known.fit;
  const fit = fieldFit({ name: '', type, rules });
  ruled.set(rules, { type, fit });
  return fit;
}

/** Under which names the fields of a record are looked up: their own, or those that `@name` gives them in a source. */
export type Naming = 'own' | 'source';

const known: Record<Naming, WeakMap<Type, Fit>> = { own: new WeakMap(), source: new WeakMap() };

/** The function that fits values of a type, null among them; it gives a Misfit where it can't. */
export function fitOf(type: Type, naming: Naming = 'own'): Fit {
  let fit = known[naming].get(type);
  if (fit === undefined) {
    fit = orNull(type, presentFit(type, naming));
    known[naming].set(type, fit);
  }
  return fit;
}

/** Fits values of a field: its default stands for null, its annotations are checked. */
export function fieldFit({ type, rules }: Field, naming: Naming = 'own'): Fit {
  const fit = fitOf(type, naming);
  const check = ruleCheck(rules);
  const otherwise = rules?.default;
  const hides = isSensitive(rules);
  return (given) => {
    const fitted = isNull(given) && !isNull(otherwise) ? fitDefault(otherwise, type) : fit(given);
    const misfit = fitted instanceof Misfit ? fitted : fitted === null ? undefined : check?.(fitted);
    if (misfit === undefined) return fitted;
    return hides && !isNull(given) ? misfit.hidden() : misfit;
  };
}

/** The name of a field in files: the one of `@name`, or its own. */
export function sourceNameOf({ name, rules }: Field): string {
  return rules?.sourceName ?? name;
}

/** The value of `@default`: its numerals beyond 2^53 are strings in a schema. */
export function fitDefault(value: Scalar, type: Type): unknown {
  const isBig = type.kind === 'scalar' && (type.name === 'int64' || type.name === 'uint64');
  return fitOf(type)(isBig && typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value);
}

function orNull(type: Type, fit: Fit): Fit {
  if (type.kind === 'unknown') return fit;
  const missing = type.nullable ? null : noValue(type);
  return (value) => (isNull(value) ? missing : fit(value));
}

function presentFit(type: Type, naming: Naming): Fit {
  switch (type.kind) {
    case 'scalar':
      return scalarFits[type.name];
    case 'list':
      return listFit(type, fitOf(type.element, naming));
    case 'vector':
      return vectorFit(type);
    case 'record':
      return recordFit(type, naming);
    case 'unknown':
      return (value) => value;
  }
}

function recordFit(type: RecordType, naming: Naming): Fit {
  const fields = type.fields.map((field) => ({
    name: field.name,
    key: naming === 'source' ? sourceNameOf(field) : field.name,
    fit: fieldFit(field, naming),
  }));
  return (value) => {
    if (!isRecord(value)) return misfit(value, printType(type));
    const record: Record<string, unknown> = {};
    for (const { name, key, fit } of fields) {
      const fitted = fit(Object.hasOwn(value, key) ? value[key] : undefined);
      if (fitted instanceof Misfit) return fitted.inside(key);
      record[name] = fitted;
    }
    return record;
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !isArrayLike(value) && !(value instanceof Date);
}
