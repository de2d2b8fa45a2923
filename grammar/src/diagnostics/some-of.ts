const most = 5;

/** A list in words that stays readable: the first of many, and how many more there are. */
export function someOf(items: readonly string[], between = ', '): string {
  if (items.length <= most) return items.join(between);
  return `${items.slice(0, most).join(between)} and ${items.length - most} more`;
}
