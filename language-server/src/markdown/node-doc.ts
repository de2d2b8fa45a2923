/** What a node is and what it does to its record, for a person who hovers over its name. */
import { type Field, type NodeAnalysis, nodeKinds, printType, type RecordType } from '@millrace/grammar';
import { fenced } from './fenced.ts';

/** More would push the rest out of the hover; the diagram shows them all. */
const fieldsMax = 24;

export function nodeDoc(node: NodeAnalysis, comment: string | undefined): string {
  const kind = nodeKinds.find((spec) => spec.name === node.kind);
  const parts = [
    `**${node.kind}** \`${node.name}\``,
    comment,
    node.kind === 'write' ? undefined : differenceDoc(node),
    recordOf(node),
    kind && `*${kind.doc}*`,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** What leaves the node; of a `write`, what goes into its file. */
function recordOf({ kind, input, output }: NodeAnalysis): string | undefined {
  const record = kind === 'write' ? input : output;
  return record && recordDoc(record);
}

function differenceDoc({ input, added, removed }: NodeAnalysis): string | undefined {
  if (input === undefined) return undefined;
  const parts = [
    ...added.map((field) => `\`+ ${field.name}: ${printType(field.type)}\``),
    ...removed.map((name) => `\`− ${name}\``),
  ];
  return parts.length === 0 ? 'The record stays as it is.' : shortened(parts).join('  ');
}

export function recordDoc({ fields, name }: RecordType): string {
  const width = Math.min(24, Math.max(0, ...fields.map((field) => field.name.length)));
  const lines = fields.map((field: Field) => `  ${`${field.name}:`.padEnd(width + 2)}${printType(field.type)}`);
  return fenced([`${name === undefined ? '' : `${name} `}{`, ...shortened(lines), '}'].join('\n'));
}

function shortened(lines: string[]): string[] {
  if (lines.length <= fieldsMax) return lines;
  return [...lines.slice(0, fieldsMax), `  … ${lines.length - fieldsMax} more`];
}
