import type { Direction } from '../layout/layout.ts';
import type { DiagramNode } from '../protocol.ts';

/**
 * The size of a node's card as a function of what it shows: every row has a fixed height (diagram.css says the same
 * numbers), long text is cut with an ellipsis. So 500 nodes are laid out without drawing them first, and a font or a
 * figure that changes never moves the picture.
 */
export const cardWidth = 240;
const borderPx = 2;
const headPx = 32;
const detailPx = 20;
const fieldPx = 18;
const fieldsPaddingPx = 8;
const footPx = 24;

/** More fields than this end in a line that says how many are left. */
export const fieldsMax = 5;

export interface Size {
  width: number;
  height: number;
}

export function cardSize(node: DiagramNode): Size {
  const fields = fieldLineCount(node);
  const detail = node.detail === '' ? 0 : detailPx;
  const list = fields === 0 ? 0 : fields * fieldPx + fieldsPaddingPx;
  return { width: cardWidth, height: borderPx + headPx + detail + list + footPx };
}

/** Where the edges dock, from the card's upper left corner. */
export function cardPorts({ width, height }: Size, direction: Direction) {
  if (direction === 'DOWN') {
    return { in: { x: width / 2, y: 0 }, out: { x: width / 2, y: height }, errors: { x: width - 24, y: height } };
  }
  const headMiddle = borderPx / 2 + headPx / 2;
  return {
    in: { x: 0, y: headMiddle },
    out: { x: width, y: headMiddle },
    errors: { x: width, y: height - footPx / 2 },
  };
}

export interface FieldLine {
  sign: '+' | '−';
  name: string;
  type?: string;
}

/** The lines of the difference the node makes, and how many did not fit. */
export function fieldLines(node: DiagramNode): { lines: FieldLine[]; more: number } {
  const all: FieldLine[] = [
    ...node.added.map(({ name, type }) => ({ sign: '+' as const, name, type })),
    ...node.removed.map((name) => ({ sign: '−' as const, name })),
  ];
  if (all.length <= fieldsMax) return { lines: all, more: 0 };
  return { lines: all.slice(0, fieldsMax - 1), more: all.length - fieldsMax + 1 };
}

function fieldLineCount(node: DiagramNode): number {
  return Math.min(fieldsMax, node.added.length + node.removed.length);
}
