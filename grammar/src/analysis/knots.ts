/**
 * What leads back to itself, schemas by what they hold and flows by what they use: those that do so together are a knot. Tarjan's
 * strongly connected components, without recursion, for there may be thousands in a row. What a knot leads to comes before it, so
 * that facts can be made in this order, one at a time.
 */
/** The one with all it leads to, but what is known already and what lies behind that. */
export function knotsFrom<T>(start: T, next: (one: T) => readonly T[], isKnown: (one: T) => boolean): T[][] {
  const knots: T[][] = [];
  const order = new Map<T, number>();
  const low = new Map<T, number>();
  const tied = new Set<T>();
  const path: T[] = [];
  const waiting: { one: T; rest: T[] }[] = [];
  const enter = (one: T) => {
    low.set(one, order.size);
    order.set(one, order.size);
    path.push(one);
    waiting.push({ one, rest: next(one).toReversed() });
  };
  const lower = (one: T, to = 0) => void low.set(one, Math.min(low.get(one) ?? to, to));
  enter(start);
  for (let last = waiting.at(-1); last !== undefined; last = waiting.at(-1)) {
    const { one, rest } = last;
    const target = rest.pop();
    if (target !== undefined) {
      if (tied.has(target) || isKnown(target)) continue;
      if (order.has(target)) lower(one, order.get(target));
      else enter(target);
      continue;
    }
    waiting.pop();
    const around = waiting.at(-1);
    if (around !== undefined) lower(around.one, low.get(one));
    if (low.get(one) !== order.get(one)) continue;
    const knot = path.splice(path.lastIndexOf(one));
    for (const member of knot) tied.add(member);
    knots.push(knot);
  }
  return knots;
}
