/**
 * Which columns of a table fit into a width: the first and the last, then inwards from both sides, for the first say which record
 * it is and the last are what was computed. Answers their indices in order.
 */
export function shownColumns(widths: readonly number[], available: number, gap: number): number[] {
  const shown: number[] = [];
  let used = 0;
  for (const index of outsideIn(widths.length)) {
    const width = (widths[index] ?? 0) + (shown.length === 0 ? 0 : gap);
    const isAll = shown.length === widths.length - 1;
    const ellipsis = isAll ? 0 : gap + 1;
    if (shown.length > 0 && used + width + ellipsis > available) break;
    used += width;
    shown.push(index);
  }
  return shown.sort((left, right) => left - right);
}

function outsideIn(count: number): number[] {
  return Array.from({ length: count }, (_, step) => (step % 2 === 0 ? step / 2 : count - (step + 1) / 2));
}
