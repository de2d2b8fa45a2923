/** What the catalogue says: kinds of nodes, properties, options, connectors, runners, functions, annotations. */
import {
  aggregateNamed,
  calledName,
  connectors,
  constantValue,
  functionNamed,
  moments,
  nodeKinds,
  type PropertySpec,
  printSignature,
  printType,
  runners,
  typeExpression,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { GrammarAST } from 'langium';
import { annotationSpecOf, isRunnerCall, optionSpecOf, propertySpecOf, valueSpecOf } from '../catalogue/spec-at.ts';
import { declarationWords } from '../completion/keyword-proposals.ts';
import { flowAround } from '../cursor/flow-around.ts';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { describeProperty } from '../markdown/describe-property.ts';
import { fenced } from '../markdown/fenced.ts';
import { functionDoc } from '../markdown/function-doc.ts';

/** The word that opens a statement. */
export function keywordHover({ leaf }: WordInTree): string | undefined {
  if (!GrammarAST.isKeyword(leaf.grammarSource)) return undefined;
  const kind = nodeKinds.find((spec) => spec.name === leaf.text);
  if (kind === undefined) return declarationWords.find(({ label }) => label === leaf.text)?.doc;
  return `${fenced(kind.shape)}\n\n${kind.doc}\n\n${fenced(kind.example)}`;
}

export function propertyHover({ node }: WordInTree): string | undefined {
  const spec = propertySpecOf(node as ast.Property);
  return spec && specDoc(spec);
}

export function optionHover({ node }: WordInTree): string | undefined {
  const argument = node as ast.Argument;
  const spec = optionSpecOf(argument);
  return spec === undefined ? annotationArgumentDoc(argument) : specDoc(spec);
}

/** `min` of `@range(min: 0)`. */
function annotationArgumentDoc({ $container, name }: ast.Argument): string | undefined {
  const spec = ast.isAnnotation($container) ? annotationSpecOf($container) : undefined;
  const argument = spec?.arguments.find((one) => one.name === name);
  return argument && `\`${name}\` of \`@${spec?.name}\`: ${argument.doc}`;
}

function specDoc(spec: PropertySpec): string {
  return `\`${spec.name}\`: ${describeProperty(spec)}\n\n${spec.doc}`;
}

export function calledHover({ node }: WordInTree): string | undefined {
  const call = node as ast.Call;
  if (isRunnerCall(call)) return callableDoc(runners.find((spec) => spec.name === call.function));
  const aggregate = ast.isFieldItem(call.$container) && ast.isAggregateNode(call.$container.$container);
  if (aggregate) return aggregateDoc(call.function);
  if (ast.isSchedule(call.$container) || ast.isTrigger(call.$container)) {
    return callableDoc(moments.find((spec) => spec.name === call.function));
  }
  const spec = functionNamed(call.function);
  if (spec === undefined || spec.symbol !== undefined) return undefined;
  return [functionDoc(spec), valueHere(call)].filter(Boolean).join('\n\n');
}

/** What this call gives: its type, and its value where it depends on nothing. */
function valueHere(call: ast.Call): string | undefined {
  const around = flowAround(call);
  if (around === undefined) return undefined;
  const scope = { record: around.node?.scope, parameters: around.flow.parameters };
  const typed = typeExpression(call, scope, () => {});
  if (typed === undefined || typed.type.kind === 'unknown') return undefined;
  const value = constantValue(typed);
  const text = value === undefined ? '' : JSON.stringify(value);
  return `here: \`${printType(typed.type)}\`${text === '' || text.length > 80 ? '' : ` = \`${text}\``}`;
}

function aggregateDoc(name: string): string | undefined {
  const spec = aggregateNamed(name);
  const lines = spec?.signatures.map((signature) => printSignature(spec, signature)).join('\n');
  return spec && [fenced(lines ?? ''), spec.doc, fenced(spec.example)].join('\n\n');
}

export function sourceHover({ node }: WordInTree): string | undefined {
  const name = calledName(node as ast.Source);
  return callableDoc(connectors.find((spec) => spec.name === name));
}

function callableDoc(spec: { doc: string; example: string; options: readonly PropertySpec[] } | undefined) {
  if (spec === undefined) return undefined;
  const options = spec.options.map((option) => `- \`${option.name}\`: ${describeProperty(option)}. ${option.doc}`);
  return [fenced(spec.example), spec.doc, options.join('\n')].join('\n\n');
}

export function annotationHover({ node }: WordInTree): string | undefined {
  const spec = annotationSpecOf(node as ast.Annotation);
  return spec && `${fenced(spec.example)}\n\n${spec.doc}`;
}

/** A word of an enumeration, such as `skip`. */
export function wordHover({ node }: WordInTree): string | undefined {
  const value = valueSpecOf(node);
  const word =
    value?.kind === 'word' && ast.isReference(node) ? value.words.find(({ name }) => name === node.name) : undefined;
  return word && `\`${word.name}\`: ${word.doc}`;
}
