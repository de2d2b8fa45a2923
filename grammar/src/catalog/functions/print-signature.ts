import type { ParameterSpec, Signature, TypePattern } from './function-spec.ts';

/** `round(value: number, digits: int32 = 0): number`, as completion, hover and messages show it. */
export function printSignature(
  { name, symbol }: { name: string; symbol?: string },
  { parameters, result }: Signature,
): string {
  const label = typeof result === 'object' ? result.label : printPattern(result);
  return `${symbol ?? name}(${parameters.map(printParameter).join(', ')}): ${label}`;
}

export function printParameter({ name, type, default: value, repeated, isSecret }: ParameterSpec): string {
  const pattern = isSecret ? 'secret' : printPattern(type);
  const label = `${repeated ? '...' : ''}${name}: ${pattern}${repeated ? '[]' : ''}`;
  return value === undefined ? label : `${label} = ${JSON.stringify(value)}`;
}

function printPattern(pattern: TypePattern): string {
  switch (pattern) {
    case 'N':
    case 'real':
      return 'number';
    case 'numbers':
      return 'number[]';
    case 'list':
      return 'T[]';
    default:
      return pattern;
  }
}
