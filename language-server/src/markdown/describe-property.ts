import { describeValue, type PropertySpec } from '@millrace/grammar';

/** What a property takes, in one line: `a duration such as 10ms, 5s or 2m, default 100`. */
export function describeProperty({ value, required, default: standard }: PropertySpec): string {
  const parts = [describeValue(value)];
  if (required) parts.push('required');
  if (standard !== undefined) parts.push(`default ${JSON.stringify(standard)}`);
  return parts.join(', ');
}
