import type { Point } from '../layout/layout.ts';

/** An SVG path through the points whose corners are rounded by at most `radius`, less where a leg is short. */
export function roundedPath(points: readonly Point[], radius: number): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const corners = rest.map((point, i) => {
    const next = rest[i + 1];
    if (next === undefined) return `L${at(point)}`;
    const before = points[i] as Point;
    const r = Math.min(radius, distance(before, point) / 2, distance(point, next) / 2);
    return `L${at(towards(point, before, r))}Q${at(point)} ${at(towards(point, next, r))}`;
  });
  return `M${at(first)}${corners.join('')}`;
}

function at({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The point `length` away from `from` on the way to `to`. */
function towards(from: Point, to: Point, length: number): Point {
  const share = length / (distance(from, to) || 1);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
