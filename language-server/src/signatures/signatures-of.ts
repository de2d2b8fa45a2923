/** The signatures of whatever can be called, from the catalogue or from the declaration of a flow. */
import {
  type AnnotationArgument,
  aggregateNamed,
  type aggregates,
  calledName,
  connectors,
  datasetOptions,
  describeValue,
  docComment,
  type FunctionSpec,
  functionNamed,
  moments,
  optionsFor,
  type PropertySpec,
  printParameter,
  printSignature,
  printType,
  runners,
  typeOf,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { annotationSpecOf, isRunnerCall } from '../catalogue/spec-at.ts';
import { declarationsInScope } from '../cursor/declarations-in-scope.ts';
import { fenced } from '../markdown/fenced.ts';
import type { Callable } from './callable-at.ts';
import type { CallSignature } from './signature.ts';

/** The best known first; empty where nothing of the name is known. `callable` is unlinked, `file` the document's. */
export function signaturesOf(callable: Callable, file: ast.FlowFile): CallSignature[] {
  if (ast.isAnnotation(callable)) return ofAnnotation(callable);
  if (ast.isFlowRun(callable)) return ofFlow(callable.flow?.$refText, file);
  return ast.isSource(callable) ? ofSource(callable) : ofCall(callable);
}

function ofCall(call: ast.Call): CallSignature[] {
  const owner = call.$container;
  if (isRunnerCall(call)) return ofOptions(runners.find(({ name }) => name === call.function));
  if (ast.isSchedule(owner) || ast.isTrigger(owner)) {
    return ofOptions(moments.find(({ name }) => name === call.function));
  }
  const isAggregate = ast.isFieldItem(owner) && ast.isAggregateNode(owner.$container);
  const spec = isAggregate ? aggregateNamed(call.function) : functionNamed(call.function);
  return spec === undefined || ('symbol' in spec && spec.symbol !== undefined) ? [] : ofFunction(spec);
}

/** Signatures that a person cannot tell apart are one. */
function ofFunction(spec: FunctionSpec | (typeof aggregates)[number]): CallSignature[] {
  const { example } = spec;
  const shown = typeof example === 'string' ? example : `${example.text}  // ${JSON.stringify(example.value)}`;
  const byLabel = new Map(spec.signatures.map((signature) => [printSignature(spec, signature), signature]));
  return [...byLabel].map(([label, { parameters }]) => ({
    name: spec.name,
    result: label.slice(label.lastIndexOf('): ') + 1),
    doc: `${spec.doc}\n\n${fenced(shown)}`,
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      label: printParameter(parameter),
      isRepeated: parameter.repeated === true,
      ...(parameter.oneOf && { doc: parameter.oneOf.map((word) => `\`"${word}"\``).join(', ') }),
    })),
  }));
}

function ofSource(source: ast.Source): CallSignature[] {
  const name = calledName(source);
  const direction = ast.isWriteNode(source.$container) ? 'write' : 'read';
  const connector = connectors.find((spec) => spec.name === name);
  if (connector !== undefined) return ofOptions({ ...connector, options: optionsFor(connector, direction) });
  if (name === '' || direction === 'write') return [];
  return ofOptions({ name, doc: 'A dataset.', options: datasetOptions });
}

interface WithOptions {
  name: string;
  doc: string;
  example?: string;
  options: readonly PropertySpec[];
}

function ofOptions(spec: WithOptions | undefined): CallSignature[] {
  if (spec === undefined) return [];
  const doc = spec.example === undefined ? spec.doc : `${spec.doc}\n\n${fenced(spec.example)}`;
  return [{ name: spec.name, doc, parameters: spec.options.map(ofOption) }];
}

function ofOption({ name, value, doc, required, positional, default: standard }: PropertySpec) {
  const label = standard === undefined ? `${name}${required ? '' : '?'}` : `${name} = ${JSON.stringify(standard)}`;
  return { name, label, doc: `${doc} ${capital(describeValue(value))}.`, isNamed: positional !== true };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function ofAnnotation(annotation: ast.Annotation): CallSignature[] {
  const spec = annotationSpecOf(annotation);
  if (spec === undefined || spec.arguments.length === 0) return [];
  const parameters = spec.arguments.map((argument) => ({
    name: argument.name ?? argument.value,
    label: annotationLabel(argument),
    doc: argument.doc,
    isRepeated: argument.isRepeated === true,
    isNamed: argument.name !== undefined,
  }));
  return [{ name: `@${spec.name}`, doc: `${spec.doc}\n\n${fenced(spec.example)}`, parameters }];
}

const valueWords = { number: 'number', string: 'text', pattern: 'pattern', field: 'value' } as const;

function annotationLabel({ name, value, required, isRepeated }: AnnotationArgument): string {
  const word = `${isRepeated ? '...' : ''}${valueWords[value]}`;
  return name === undefined ? word : `${name}${required ? '' : '?'}: ${word}`;
}

/** A flow takes its parameters by name. */
function ofFlow(name: string | undefined, file: ast.FlowFile): CallSignature[] {
  const flow = declarationsInScope(file)
    .filter((one) => ast.isFlow(one))
    .find((one) => one.name === name);
  if (flow === undefined) return [];
  const parameters = flow.parameters
    .filter((parameter) => parameter.name)
    .map((parameter) => ({
      name: parameter.name,
      label: parameterLabel(parameter),
      doc: docComment(parameter),
      isNamed: true,
    }));
  return [{ name: flow.name, doc: docComment(flow), parameters }];
}

function parameterLabel({ name, type, isStream, default: standard }: ast.Parameter): string {
  const value = standard?.$cstNode?.text;
  return `${name}: ${isStream ? 'stream ' : ''}${printType(typeOf(type))}${value === undefined ? '' : ` = ${value}`}`;
}
