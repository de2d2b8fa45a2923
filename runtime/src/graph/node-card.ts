import type { DiagramNode } from '@millrace/grammar';
import { boldWidth, clipped, monoWidth, sansWidth } from './text-width.ts';

/** A node as it is drawn: lines of text from top to bottom, and the size of the card around them. */
export interface NodeCard {
  node: DiagramNode;
  lines: CardLine[];
  width: number;
  height: number;
}

export interface CardLine {
  className: 'kind' | 'name' | 'detail' | 'added' | 'removed' | 'more' | 'problem';
  text: string;
  /** In a muted colour behind the text. */
  rest?: string;
  /** Of the text's base line, from the card's top. */
  y: number;
}

export const cardPadding = { left: 18, right: 16, top: 20, bottom: 14 } as const;
const widthMin = 148;
const widthMax = 280;
const fieldsMax = 5;

const sizes: Record<CardLine['className'], { font: number; step: number; width: typeof sansWidth }> = {
  kind: { font: 11, step: 0, width: sansWidth },
  name: { font: 15, step: 20, width: boldWidth },
  detail: { font: 12, step: 18, width: sansWidth },
  added: { font: 11.5, step: 17, width: monoWidth },
  removed: { font: 11.5, step: 17, width: monoWidth },
  more: { font: 11.5, step: 17, width: sansWidth },
  problem: { font: 12, step: 18, width: sansWidth },
};

export function nodeCard(node: DiagramNode): NodeCard {
  let y: number = cardPadding.top;
  let group: CardLine['className'] = 'kind';
  const lines = cardLines(node).map((line) => {
    const startsFields = isField(line.className) && !isField(group);
    y += sizes[line.className].step + (startsFields ? 6 : 0);
    group = line.className;
    return { ...clip(line), y };
  });
  const widest = Math.max(...lines.map((line) => lineWidth(line)));
  return {
    node,
    lines,
    width: Math.ceil(Math.max(widthMin, widest + cardPadding.left + cardPadding.right)),
    height: y + cardPadding.bottom,
  };
}

type Line = Omit<CardLine, 'y'>;

function cardLines(node: DiagramNode): Line[] {
  const { errors, first } = node.problems;
  return [
    { className: 'kind', text: node.kind },
    { className: 'name', text: node.name },
    ...(node.detail === '' ? [] : [{ className: 'detail' as const, text: node.detail }]),
    ...(errors > 0 && first !== undefined ? [{ className: 'problem' as const, text: first }] : []),
    ...fieldLines(node),
  ];
}

/** Reading adds every field and so says nothing by listing them all; what a node changes is what a reader wants to see. */
function fieldLines({ added, removed }: DiagramNode): Line[] {
  const all: Line[] = [
    ...added.map(({ name, type }) => ({ className: 'added' as const, text: `+ ${name}`, rest: type })),
    ...removed.map((name) => ({ className: 'removed' as const, text: `− ${name}` })),
  ];
  if (all.length <= fieldsMax) return all;
  const hidden = all.length - fieldsMax + 1;
  return [...all.slice(0, fieldsMax - 1), { className: 'more', text: `and ${hidden} more` }];
}

function clip(line: Line): Line {
  const { font, width } = sizes[line.className];
  const max = widthMax - cardPadding.left - cardPadding.right;
  const measure = (text: string) => width(text, font);
  if (line.rest === undefined) return { ...line, text: clipped(line.text, max, measure) };
  const text = clipped(line.text, max * 0.75, measure);
  return { ...line, text, rest: clipped(line.rest, max - measure(`${text} `), measure) };
}

function lineWidth({ className, text, rest }: Line): number {
  const { font, width } = sizes[className];
  return width(rest === undefined ? text : `${text} ${rest}`, font);
}

function isField(className: CardLine['className']): boolean {
  return className === 'added' || className === 'removed' || className === 'more';
}
