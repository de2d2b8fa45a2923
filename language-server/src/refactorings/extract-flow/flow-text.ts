/** The text of a flow that is made of statements: its streams with their schemas, its parameters, its outputs. */
import type { SourceRef } from '@millrace/grammar';
import type * as ast from '@millrace/grammar/syntax';
import type { TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { otherName, writtenName } from '../../fixes/editing/names.ts';
import { type Span, textAround, textOf } from '../../fixes/editing/spans.ts';
import { freshName, pascalCase } from '../fresh-names.ts';
import { renamedSources, written } from '../renamed-sources.ts';
import { type KnownSchemas, schemaOf, schemaText, typeText } from '../schema-text.ts';
import { type Boundary, type BoundaryInput, wordsOfRef } from './boundary.ts';

export interface ExtractedFlow {
  name: string;
  schemas: string[];
  text: string;
  /** What the `use` hands to it, as its arguments. */
  given: string[];
}

interface Stream {
  input: BoundaryInput;
  name: string;
  schema: string;
}

interface Extraction {
  name: string;
  boundary: Boundary;
  nodes: readonly ast.Node[];
  /** Of the statements, in their file. */
  span: Span;
  known: KnownSchemas;
  /** Names of declarations; those of new ones join them. */
  taken: Set<string>;
}

/** undefined where a schema or a query cannot be written anew. */
export function extractedFlow(extraction: Extraction): ExtractedFlow | undefined {
  const { boundary, nodes, span, name } = extraction;
  const schemas: string[] = [];
  const streams = namedStreams(extraction, schemas);
  const body = streams && bodyText(nodes, span, streams);
  if (streams === undefined || body === undefined) return undefined;
  const parameters = [
    ...streams.map((one) => `${writtenName(one.name)}: stream ${writtenName(one.schema)}`),
    ...boundary.parameters.map((node) => textOf({ node })),
  ];
  const outputs = boundary.outputs.map((node) => writtenName(node.name)).join(', ');
  const head = `flow ${writtenName(name)}${parameters.length > 0 ? `(${parameters.join(', ')})` : ''}`;
  return {
    name,
    schemas,
    text: `${head}${outputs === '' ? '' : ` -> ${outputs}`} {\n${body}\n}`,
    given: [
      ...streams.map((one) => `${writtenName(one.name)}: ${written(one.input.words)}`),
      ...boundary.parameters.map((one) => `${writtenName(one.name)}: ${writtenName(one.name)}`),
    ],
  };
}

/** Each stream by its table name, so that queries go on as they are. */
function namedStreams({ boundary, nodes, known, taken }: Extraction, schemas: string[]): Stream[] | undefined {
  const names = new Set([...nodes, ...boundary.parameters].map((one) => one.name));
  const fresh = new Map(known);
  const streams = boundary.inputs.map((input): Stream | undefined => {
    const wanted = input.words.join('_');
    const name = names.has(wanted) ? otherName(wanted, names) : wanted;
    names.add(name);
    const schema = schemaOf(input.record, fresh) ?? freshName(pascalCase(wanted), taken);
    if (!fresh.has(schema)) {
      const text = isWritable(input, known) ? schemaText(schema, input.record, fresh) : undefined;
      if (text === undefined) return undefined;
      schemas.push(text);
      fresh.set(schema, input.record);
      taken.add(schema);
    }
    return { input, name, schema };
  });
  return streams.includes(undefined) ? undefined : (streams as Stream[]);
}

function isWritable({ record }: BoundaryInput, known: KnownSchemas): boolean {
  return record.fields.every(({ type }) => typeText(type, known) !== undefined);
}

function bodyText(nodes: readonly ast.Node[], span: Span, streams: readonly Stream[]): string | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  const edits: TextEdit[] = [];
  for (const node of nodes) {
    const renamed = renamedSources(node, (ref) => newWords(ref, streams));
    if (renamed === undefined) return undefined;
    edits.push(...renamed);
  }
  return textWithin(textAround(first), span, edits);
}

function newWords(ref: SourceRef, streams: readonly Stream[]): string[] | undefined {
  const words = wordsOfRef(ref).join('.');
  const stream = streams.find(({ input }) => input.words.join('.') === words);
  return stream === undefined || stream.name === words ? undefined : [stream.name];
}

/** A part of a text after edits that all lie in it. */
export function textWithin(document: TextDocument, { offset, end }: Span, edits: readonly TextEdit[]): string {
  const text = document.getText();
  const changed = TextDocument.applyEdits(TextDocument.create('', 'flow', 0, text), [...edits]);
  return changed.slice(offset, end + changed.length - text.length);
}
