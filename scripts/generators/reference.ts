/** docs/reference, the part that the catalogue knows: kinds of node, connectors and runners, annotations, functions. */
import {
  type AnnotationSpec,
  aggregates,
  annotations,
  type ConnectorSpec,
  connectors,
  datasetProperties,
  type FunctionSpec,
  functions,
  modelProperties,
  moments,
  type NodeKindSpec,
  nodeKinds,
  objectSpec,
  type PropertySpec,
  printSignature,
  type RunnerSpec,
  runners,
  type ValueSpec,
} from '@millrace/grammar';
import { functionsInSql } from './functions-in-sql.ts';
import { inline, markdownTable, page } from './markdown.ts';

const folder = 'docs/reference';

export function referenceFiles(): Map<string, string> {
  return new Map([
    [
      `${folder}/nodes.md`,
      page('Nodes', [
        ...nodeKinds.map(nodeKind),
        aggregateSection(),
        modelSection(),
        datasetSection(),
        momentSection(),
      ]),
    ],
    [`${folder}/connectors.md`, page('Connectors and runners', [...connectors.map(connector), ...runners.map(runner)])],
    [`${folder}/annotations.md`, page('Annotations', annotations.map(annotation))],
    [`${folder}/functions.md`, page('Functions', functionFamilies().map(family))],
    [`${folder}/functions-in-sql.md`, functionsInSql()],
  ]);
}

function nodeKind(spec: NodeKindSpec): string {
  const { name, shape, doc: about, example, properties } = spec;
  const table = propertyTable(properties);
  return `## ${name}\n\n${about}\n\n${inline(shape)}\n\n${code(example)}${placeOfProperties(spec)}${table}`;
}

function placeOfProperties({ propertiesBehind: word }: NodeKindSpec): string {
  return word === undefined
    ? ''
    : `\n\nIts properties stand behind its braces: ${inline(`${word} { onError: skip }`)}.`;
}

function aggregateSection(): string {
  const rows = aggregates.map((spec) => [
    spec.signatures.map((signature) => inline(printSignature(spec, signature))).join('<br>'),
    spec.doc,
    inline(spec.example),
  ]);
  return `## Aggregate functions\n\nIn an \`aggregate\` only. Nulls are left out; of nothing but nulls the result is null.\n\n${markdownTable(['', 'what it gives', 'example'], rows)}`;
}

function momentSection(): string {
  const sections = moments.map(({ name, of, doc, example, options }) => {
    return `### ${name}\n\n${doc} Of a ${of}.\n\n${code(example)}${propertyTable(options)}`;
  });
  return ['## Moments', ...sections].join('\n\n');
}

function datasetSection(): string {
  return `## Properties of a dataset${propertyTable(datasetProperties)}`;
}

function modelSection(): string {
  return `## Properties of a model${propertyTable(modelProperties)}`;
}

function connector({ name, doc, example, options, canRead, canWrite, oneOf }: ConnectorSpec): string {
  const uses = [canRead ? 'read' : '', canWrite ? 'write' : ''].filter(Boolean).join(' and ');
  const one = oneOf === undefined ? '' : `\n\nExactly one of ${oneOf.map(inline).join(' and ')} is given.`;
  return `## ${name}\n\n${doc} For ${uses}.\n\n${code(example)}${propertyTable(options)}${one}`;
}

function runner({ name, doc, example, options }: RunnerSpec): string {
  return `## ${name} (runner of tasks)\n\n${doc}\n\n${code(example)}${propertyTable(options)}`;
}

function annotation({ name, doc, example, on, arguments: args }: AnnotationSpec): string {
  const types = on === undefined ? '' : `\n\nAt fields of type ${on.map((t) => `\`${t}\``).join(', ')}.`;
  const rows = args.map((a) => [a.name ?? '', a.value, a.required ? 'yes' : '', a.doc]);
  const table = rows.length === 0 ? '' : `\n\n${markdownTable(['argument', 'value', 'required', ''], rows)}`;
  return `## @${name}\n\n${doc}\n\n${code(example)}${types}${table}`;
}

function functionFamilies(): [string, FunctionSpec[]][] {
  return [...Map.groupBy(functions, ({ family }) => family)];
}

function family([name, specs]: [string, FunctionSpec[]]): string {
  const rows = specs.map((spec) => [
    spec.symbol === undefined ? printSignatures(spec) : inline(spec.symbol),
    spec.doc,
    `${inline(spec.example.text)} is ${inline(JSON.stringify(spec.example.value))}`,
  ]);
  return `## ${name[0]?.toUpperCase()}${name.slice(1)}\n\n${markdownTable(['', 'what it gives', 'example'], rows)}`;
}

function printSignatures(spec: FunctionSpec): string {
  return spec.signatures.map((signature) => inline(printSignature(spec, signature))).join('<br>');
}

function propertyTable(properties: readonly PropertySpec[]): string {
  if (properties.length === 0) return '';
  const rows = properties.flatMap((property) => propertyRows(property, ''));
  return `\n\n${markdownTable(['property', 'value', 'default', ''], rows)}`;
}

function propertyRows(spec: PropertySpec, prefix: string): string[][] {
  const { name, value, required, default: preset, only } = spec;
  const doc = only === undefined ? spec.doc : `${spec.doc} For ${only} alone.`;
  const object = objectSpec(value);
  const properties = object?.kind === 'object' ? object.properties : [];
  const inner = properties.flatMap((p) => propertyRows(p, `${prefix}${name}.`));
  const presetText = preset === undefined ? (required ? 'required' : '') : inline(JSON.stringify(preset));
  return [[inline(prefix + name), describe(value), presetText, doc], ...inner];
}

function describe(value: ValueSpec): string {
  switch (value.kind) {
    case 'word':
      return value.words.map((word) => inline(word.name)).join(' or ');
    case 'path':
      if (value.holds === 'files') return 'path of a folder';
      return `path of a file (${value.extensions.join(', ')})`;
    case 'integer':
      return `integer${value.min === undefined ? '' : ` from ${value.min}`}${value.max === undefined ? '' : ` to ${value.max}`}`;
    case 'string':
      return value.choices?.map((choice) => inline(JSON.stringify(choice.name))).join(' or ') ?? 'string';
    case 'call':
      return `a call of one of the ${value.of}`;
    case 'columns':
      return value.word === undefined ? 'names of columns' : `names of columns, or ${inline(value.word)}`;
    case 'contract':
      return 'names with types';
    case 'either':
      return value.of.map(describe).join(' or ');
    case 'entries':
      return `names with ${describe(value.value)}`;
    case 'secret':
      return '`secret("NAME")`';
    case 'url':
      return `address (${value.schemes.map((scheme) => `${scheme}:`).join(', ')})`;
    case 'digest':
      return '`"sha256:…"`';
    case 'mapping':
      return `an object of ${value.from}`;
    default:
      return value.kind;
  }
}

function code(text: string): string {
  return `\`\`\`flow\n${text}\n\`\`\``;
}
