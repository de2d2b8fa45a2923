/**
 * Records that do not fit what they go into: a dataset that is written, a stream of a flow that is used. Columns that may be null
 * get a default or are filtered, numbers are converted; or the schema lets null in.
 */
import {
  analyzeFlow,
  asNonNull,
  exampleOf,
  fieldDeclaration,
  functionNamed,
  isAssignable,
  isNullable,
  nearestName,
  type RecordType,
  recordTypeOf,
  type Type,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import { writtenName } from './editing/names.ts';
import { insert, spanOf, textAround } from './editing/spans.ts';
import { nodeAround, putBefore } from './editing/statements.ts';
import type { Fix, Mend } from './fix.ts';

interface Stream {
  place: ast.Input | ast.Argument;
  given: RecordType;
  wanted: RecordType;
  /** Where the wanted fields are declared. */
  declared: ast.TypeExpression | undefined;
}

export const unfitRecords: Fix = {
  codes: ['FLOW270', 'FLOW281'],
  mends({ node }) {
    const stream = streamAt(node);
    if (stream === undefined) return [];
    const changes = stream.wanted.fields.flatMap(({ name, type }) => changeFor(name, type, stream.given) ?? []);
    const unfit = stream.wanted.fields.filter(({ name, type }) => !fits(name, type, stream.given));
    if (changes.length === 0 || changes.length < unfit.length) return [];
    return [converted(stream, changes), ...nullMends(stream, changes)];
  },
};

function streamAt(node: AstNode): Stream | undefined {
  const reader = nodeAround(node);
  const flow = reader && AstUtils.getContainerOfType(reader, ast.isFlow);
  const given = flow && reader && analyzeFlow(flow).nodes.get(reader.name);
  if (ast.isInput(node) && ast.isWriteNode(reader)) {
    return streamOf(node, given?.input, reader.target?.dataset?.ref?.type);
  }
  if (!ast.isArgument(node) || !ast.isUseNode(reader)) return undefined;
  const parameter = reader.run?.flow?.ref?.parameters.find(({ name }) => name === node.name);
  return streamOf(node, given?.inputs.find(({ place }) => place === node)?.record, parameter?.type);
}

function streamOf(place: Stream['place'], given: RecordType | undefined, declared: ast.TypeExpression | undefined) {
  const wanted = recordTypeOf(declared);
  return given && wanted && { place, given, wanted, declared };
}

function fits(name: string, wanted: Type, { fields }: RecordType): boolean {
  const type = fields.find((field) => field.name === name)?.type;
  return type === undefined ? isNullable(wanted) : isAssignable(type, wanted);
}

interface FieldChange {
  name: string;
  /** An item's expression that fits. */
  text: string;
  isNull: boolean;
  what: string;
}

/** What makes a column fit; undefined where it does, or nothing will. */
function changeFor(name: string, wanted: Type, given: RecordType): FieldChange | undefined {
  if (fits(name, wanted, given)) return undefined;
  const type = given.fields.find((field) => field.name === name)?.type;
  const written = writtenName(name);
  if (type === undefined) return renamed(name, wanted, given);
  const example = exampleOf(asNonNull(wanted));
  if (isNullable(type) && isAssignable(asNonNull(type), wanted) && example !== undefined) {
    return { name, text: `${written} ?? ${example}`, isNull: true, what: `write ${example} where "${name}" is null` };
  }
  const convert = wanted.kind === 'scalar' && type.kind === 'scalar' && !(isNullable(type) && !wanted.nullable);
  if (!convert || functionNamed(wanted.name) === undefined) return undefined;
  return { name, text: `${wanted.name}(${written})`, isNull: false, what: `convert "${name}" to ${wanted.name}` };
}

/** A column of nearly that name that nobody else wants. */
function renamed(name: string, wanted: Type, { fields }: RecordType): FieldChange | undefined {
  const fitting = fields.filter(({ type }) => isAssignable(type, wanted)).map((field) => field.name);
  const near = nearestName(name, fitting);
  return near === undefined
    ? undefined
    : { name, text: writtenName(near), isNull: false, what: `take "${name}" from "${near}"` };
}

function converted({ place, given }: Stream, changes: readonly FieldChange[]): Mend {
  const replaced = changes.map(({ name }) => name).filter((name) => given.fields.some((field) => field.name === name));
  const rest = replaced.length === 0 ? '*' : `* except (${replaced.map(writtenName).join(', ')})`;
  const items = changes.map(({ name, text }) => `${writtenName(name)}: ${text}`);
  const what = changes.map((change) => change.what).join(', ');
  return {
    title: `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    edits: putBefore(place, 'fitted', (name, source) => `select ${name}(${source}) { ${[rest, ...items].join(', ')} }`),
    isPreferred: true,
  };
}

/** Where only null is too much: records without a value stay out, or the schema lets null in. */
function nullMends({ place, declared }: Stream, changes: readonly FieldChange[]): Mend[] {
  if (changes.some(({ isNull }) => !isNull)) return [];
  const names = changes.map(({ name }) => `"${name}"`).join(', ');
  const condition = changes.map(({ name }) => `${writtenName(name)} != null`).join(' and ');
  const filter = putBefore(place, 'known', (name, source) => `filter ${name}(${source}) where ${condition}`);
  const types = changes
    .map(({ name }) => fieldDeclaration(declared, [name])?.type)
    .filter((type) => type !== undefined);
  return [
    { title: `Keep only records where ${names} is not null`, edits: filter },
    ...(types.length === changes.length ? [nullableFields(`Let ${names} be null in the schema`, types, place)] : []),
  ];
}

function nullableFields(title: string, types: readonly ast.TypeExpression[], place: AstNode): Mend {
  const own = textAround(place).uri;
  const edits = types.map((type) => {
    return { uri: textAround(type).uri, edits: [insert(textAround(type), spanOf({ node: type }).end, '?')] };
  });
  const elsewhere = edits.filter(({ uri }) => uri !== own);
  return {
    title,
    edits: edits.filter(({ uri }) => uri === own).flatMap((one) => one.edits),
    ...(elsewhere.length > 0 && { elsewhere: { edits: elsewhere } }),
  };
}
