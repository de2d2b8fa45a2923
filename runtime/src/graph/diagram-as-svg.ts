import type { Diagram, DiagramEdge } from '@millrace/grammar';
import { type DiagramLayout, layoutDiagram, type Point } from './diagram-layout.ts';
import { type CardLine, cardPadding } from './node-card.ts';
import { svgStyle } from './svg-style.ts';

/**
 * A picture that stands alone: no script, no font and no address outside of it, in the viewer's light or dark. All text of the
 * flow is escaped.
 */
export async function diagramAsSvg(diagram: Diagram): Promise<string> {
  const layout = await layoutDiagram(diagram);
  const { width, height, cards, wires } = layout;
  const title = escapeXml(diagram.flow);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<style>${svgStyle}</style>`,
    `<defs>${arrowHead('out')}${arrowHead('errors')}${arrowHead('order')}</defs>`,
    '<rect class="paper" width="100%" height="100%"/>',
    ...wires.map(wire),
    ...cards.map(card),
    ...wires.map(wireLabel).filter((label) => label !== ''),
    '</svg>',
    '',
  ].join('\n');
}

function card({ node, lines, x, y, width, height }: DiagramLayout['cards'][number]): string {
  const state = node.problems.errors > 0 || node.isBroken ? ' wrong' : '';
  const tooltip = [`${node.kind} ${node.name}`, node.detail, node.problems.first ?? ''].filter((text) => text !== '');
  return [
    `<g class="node ${escapeXml(node.kind)}${state}" transform="translate(${round(x)} ${round(y)})">`,
    `<title>${escapeXml(tooltip.join('\n'))}</title>`,
    `<rect class="card" width="${width}" height="${height}" rx="10"/>`,
    `<path class="bar" d="M10 .75A9.25 9.25 0 0 0 .75 10V${height - 10}A9.25 9.25 0 0 0 5 ${height - 2.3}V2.3A9.2 9.2 0 0 1 10 .75Z"/>`,
    ...lines.map(textLine),
    '</g>',
  ].join('');
}

function textLine({ className, text, rest, y }: CardLine): string {
  const type = rest === undefined ? '' : ` <tspan class="type">${escapeXml(rest)}</tspan>`;
  return `<text class="${className}" x="${cardPadding.left}" y="${y}">${escapeXml(text)}${type}</text>`;
}

function wire({ edge, points }: DiagramLayout['wires'][number]): string {
  const look = lookOf(edge);
  return `<path class="wire ${look}" d="${roundedPath(points)}" marker-end="url(#head-${look})"/>`;
}

function wireLabel({ edge, label }: DiagramLayout['wires'][number]): string {
  if (!label) return '';
  const look = lookOf(edge);
  return `<text class="label ${look}" x="${round(label.x)}" y="${round(label.y + 4)}">${escapeXml(label.text)}</text>`;
}

function arrowHead(look: string): string {
  return (
    `<marker id="head-${look}" class="head ${look}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" ` +
    'markerUnits="userSpaceOnUse" orient="auto"><path d="M.5 .8 7.5 4 .5 7.2Z"/></marker>'
  );
}

const cornerRadius = 10;

/** Straight lines with their corners rounded off, by half of the shorter side where that is short. */
function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = [`M${round(first.x)} ${round(first.y)}`];
  let previous = first;
  for (const [index, corner] of rest.entries()) {
    const next = rest[index + 1];
    if (!next) parts.push(`L${round(corner.x)} ${round(corner.y)}`);
    else parts.push(roundedCorner(previous, corner, next));
    previous = corner;
  }
  return parts.join('');
}

function roundedCorner(from: Point, corner: Point, to: Point): string {
  const radius = Math.min(cornerRadius, distance(from, corner) / 2, distance(corner, to) / 2);
  const start = toward(corner, from, radius);
  const end = toward(corner, to, radius);
  return `L${round(start.x)} ${round(start.y)}Q${round(corner.x)} ${round(corner.y)} ${round(end.x)} ${round(end.y)}`;
}

function toward(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}

function distance(from: Point, to: Point): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML can't say at all, such as most control characters, is dropped. */
const unspeakable = /[^\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escapeXml(text: string): string {
  return text.replace(unspeakable, '').replace(/[&<>"]/g, (character) => entities[character] ?? '');
}

/** The class of an edge: records leave by the ports of a route as they do by any other. */
function lookOf({ kind, port }: DiagramEdge): 'order' | 'out' | 'errors' {
  if (kind === 'order') return 'order';
  return port.endsWith('errors') ? 'errors' : 'out';
}
