/** The difference a node makes to its record, at the end of its header: `+ risk: float32  − card`. Nothing where there is none. */
import { type Field, type FlowAnalysis, type NodeAnalysis, type RecordType, recordDifference } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { fieldOrigin, outputOrigin } from '../lineage/field-origin.ts';
import { headerEnd } from './header-end.ts';
import type { Hint, HintMaker, HintPart } from './hint.ts';
import { listed, shortType } from './shortened.ts';

interface Difference {
  input: RecordType | undefined;
  added: readonly Field[];
  removed: readonly string[];
}

export const schemaHints: HintMaker = (node, flow) => [...hintOfNode(node, flow), ...hintsOfPorts(node, flow)];

function hintOfNode(node: NodeAnalysis, flow: FlowAnalysis): Hint[] {
  const offset = headerEnd(node.node);
  if (offset === undefined || saysItself(node.node)) return [];
  // What comes out of a use has little to do with any one record that goes in.
  const difference = ast.isUseNode(node.node) ? { ...node, added: node.output?.fields ?? [], removed: [] } : node;
  return hintOf(
    offset,
    { ...difference, input: node.input },
    {
      made: (name) => outputOrigin(flow, node, [name])?.place,
      gone: (name) => fieldOrigin(flow, node, [name])?.place,
    },
  );
}

/** Where the record is written in the header, nobody needs to be told. */
function saysItself(node: ast.Node): boolean {
  return ast.isReadNode(node) && node.type !== undefined;
}

/** A port lets records through less the nulls that its condition rules out. */
function hintsOfPorts(node: NodeAnalysis, flow: FlowAnalysis): Hint[] {
  if (!ast.isRouteNode(node.node)) return [];
  return node.node.ports.flatMap(({ name, $cstNode }) => {
    const record = node.ports?.get(name);
    if ($cstNode === undefined || record === undefined || node.input === undefined) return [];
    const place = (field: string) => fieldOrigin(flow, node, [field])?.place;
    const difference = { input: node.input, ...recordDifference(node.input, record) };
    return hintOf($cstNode.end, difference, { made: place, gone: place });
  });
}

interface Places {
  made(name: string): AstNode | undefined;
  gone(name: string): AstNode | undefined;
}

/** Where all of it fits, all is shown; else columns without their types, and of those each sign has its share. */
const longest = 84;
const shares = { '+': 40, '~': 22, '−': 26 } as const;

interface Group {
  sign: keyof typeof shares;
  parts: HintPart[];
}

function hintOf(offset: number, difference: Difference, places: Places): Hint[] {
  const [typed, plain] = [true, false].map((isTyped) => groupsOf(difference, places, isTyped)) as [Group[], Group[]];
  if (typed.length === 0) return [];
  const fitting = [typed, plain].find((groups) => lengthOf(groups) <= longest);
  const parts = fitting !== undefined ? signed(fitting, () => longest) : signed(plain, ({ sign }) => shares[sign]);
  return [{ offset, parts, space: 'before', tooltip: () => differenceDoc(difference) }];
}

function lengthOf(groups: readonly Group[]): number {
  return groups.flatMap(({ parts }) => parts).reduce((sum, { text }) => sum + text.length + 2, 0);
}

function groupsOf({ input, added, removed }: Difference, places: Places, isTyped: boolean): Group[] {
  const before = new Set(input?.fields.map(({ name }) => name));
  const part = ({ name, type }: Field): HintPart => ({
    // Of a column that has another type than before, the type is the news.
    text: isTyped || before.has(name) ? `${name}: ${shortType(type)}` : name,
    place: () => places.made(name),
  });
  const groups: Group[] = [
    { sign: '+', parts: added.filter(({ name }) => !before.has(name)).map(part) },
    { sign: '~', parts: added.filter(({ name }) => before.has(name)).map(part) },
    { sign: '−', parts: removed.map((name) => ({ text: name, place: () => places.gone(name) })) },
  ];
  return groups.filter(({ parts }) => parts.length > 0);
}

function signed(groups: readonly Group[], longestOf: (group: Group) => number): HintPart[] {
  return groups.flatMap((group, index) => [
    { text: `${index === 0 ? '' : '  '}${group.sign} ` },
    ...listed(group.parts, longestOf(group)),
  ]);
}

function differenceDoc({ input, added, removed }: Difference): string {
  const typeBefore = new Map(input?.fields.map(({ name, type }) => [name, type]));
  const line = (sign: string, { name, type }: Field) => `${sign} ${name}: ${shortType(type)}`;
  const old = (name: string) => {
    const type = typeBefore.get(name);
    return type === undefined ? [] : [line('-', { name, type })];
  };
  const lines = [...added.flatMap((field) => [...old(field.name), line('+', field)]), ...removed.flatMap(old)];
  return `\`\`\`diff\n${lines.join('\n')}\n\`\`\``;
}
