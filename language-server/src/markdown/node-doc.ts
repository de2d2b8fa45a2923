/** What a node is and what it does to its record, for a person who hovers over its name. */
import { type Field, type NodeAnalysis, nodeKinds, printType, type RecordType } from '@millrace/grammar';
import { fenced } from './fenced.ts';

/** More would push the rest out of the hover; the diagram shows them all. */
const fieldsMax = 18;

export function nodeDoc(node: NodeAnalysis, comment: string | undefined): string {
  const kind = nodeKinds.find((spec) => spec.name === node.kind);
  const parts = [`**${node.kind}** \`${node.name}\``, comment, recordOf(node), portsOf(node), kind && `*${kind.doc}*`];
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** What leaves the node, as a difference to what came in; of a `write`, what goes into its file. */
function recordOf({ kind, input, output, added, removed }: NodeAnalysis): string | undefined {
  const record = kind === 'write' ? input : output;
  if (record === undefined) return undefined;
  if (kind === 'write' || input === undefined) return recordDoc(record);
  if (added.length + removed.length > 0) return differenceDoc(input, record, { added, removed });
  return kind === 'route' || kind === 'use' ? recordDoc(record) : `The record stays as it is.\n\n${recordDoc(record)}`;
}

/** Of nodes with ports of their own what leaves by each. */
function portsOf({ ports, output }: NodeAnalysis): string | undefined {
  if (ports === undefined || ports.size === 0 || (ports.size === 1 && output !== undefined)) return undefined;
  const lines = [...ports].map(
    ([name, record]) => `- \`${name}\`: ${record === undefined ? 'not known' : shortRecord(record)}`,
  );
  return shortened(lines).join('\n');
}

/** In one line. */
export function shortRecord({ name, fields }: RecordType): string {
  if (name !== undefined) return `\`${name}\``;
  const names = fields.slice(0, 8).map((field) => field.name);
  return `\`{ ${names.join(', ')}${fields.length > 8 ? `, … ${fields.length - 8} more` : ''} }\``;
}

/** What comes new, what is gone, and between them as much of the rest as there is room for. */
function differenceDoc(
  { fields: before }: RecordType,
  { fields, name }: RecordType,
  { added, removed }: Pick<NodeAnalysis, 'added' | 'removed'>,
): string {
  const width = widthOf([...before, ...fields]);
  const isNew = new Set(added.map((field) => field.name));
  const old = before.filter((field) => removed.includes(field.name) || isNew.has(field.name));
  const changes = old.length + added.length;
  let room = Math.max(0, fieldsMax - changes);
  const kept = fields.filter((field) => isNew.has(field.name) || room-- > 0);
  const lines = [
    ...kept.map((field) => `${isNew.has(field.name) ? '+' : ' '}   ${lineOf(field, width)}`),
    ...old.map((field) => `-   ${lineOf(field, width)}`),
  ];
  const left = fields.length - kept.length;
  const rest = left > 0 ? [`    … ${left} more that stay`] : [];
  const head = name === undefined ? '{' : `${name} {`;
  return ['```diff', `  ${head}`, ...shortened(lines), ...rest, '  }', '```'].join('\n');
}

export function recordDoc({ fields, name }: RecordType): string {
  const width = widthOf(fields);
  const lines = fields.map((field) => `  ${lineOf(field, width)}`);
  return fenced([`${name === undefined ? '' : `${name} `}{`, ...shortened(lines), '}'].join('\n'));
}

function widthOf(fields: readonly Field[]): number {
  return Math.min(24, Math.max(0, ...fields.map((field) => field.name.length)));
}

function lineOf({ name, type }: Field, width: number): string {
  return `${`${name}:`.padEnd(width + 2)}${printType(type)}`;
}

function shortened(lines: string[]): string[] {
  if (lines.length <= fieldsMax) return lines;
  return [...lines.slice(0, fieldsMax), `  … ${lines.length - fieldsMax} more`];
}
