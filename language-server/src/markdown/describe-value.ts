import type { PropertySpec, ValueSpec } from '@millrace/grammar';

/** What a property takes, in a few words: `duration, default 100ms`. */
export function describeValue({ value, required, default: standard }: PropertySpec): string {
  const parts = [kindOfValue(value)];
  if (required) parts.push('required');
  if (standard !== undefined) parts.push(`default ${JSON.stringify(standard)}`);
  return parts.join(', ');
}

function kindOfValue(value: ValueSpec): string {
  switch (value.kind) {
    case 'word':
      return value.words.map((word) => word.name).join(' | ');
    case 'string':
      return value.choices?.map((word) => `"${word.name}"`).join(' | ') ?? 'string';
    case 'path':
      return `path (${value.extensions.join(', ')})`;
    case 'integer':
      return value.min === undefined ? 'integer' : `integer from ${value.min}`;
    case 'call':
      return 'call of a runner';
    case 'columns':
      return `list of columns | ${value.word}`;
    case 'mapping':
      return 'mapping';
    default:
      return value.kind;
  }
}
