/** What the catalogue says: kinds of nodes, properties, options, connectors, runners, functions, annotations. */
import {
  aggregateNamed,
  calledName,
  connectors,
  functionNamed,
  moments,
  nodeKinds,
  type PropertySpec,
  printSignature,
  runners,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { GrammarAST } from 'langium';
import { annotationSpecOf, isRunnerCall, optionSpecOf, propertySpecOf, valueSpecOf } from '../catalogue/spec-at.ts';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { describeProperty } from '../markdown/describe-property.ts';
import { fenced } from '../markdown/fenced.ts';
import { functionDoc } from '../markdown/function-doc.ts';

/** The word that opens a statement. */
export function keywordHover({ leaf }: WordInTree): string | undefined {
  if (!GrammarAST.isKeyword(leaf.grammarSource)) return undefined;
  const kind = nodeKinds.find((spec) => spec.name === leaf.text);
  return kind && `${fenced(kind.shape)}\n\n${kind.doc}\n\n${fenced(kind.example)}`;
}

export function propertyHover({ node }: WordInTree): string | undefined {
  const spec = propertySpecOf(node as ast.Property);
  return spec && specDoc(spec);
}

export function optionHover({ node }: WordInTree): string | undefined {
  const spec = optionSpecOf(node as ast.Argument);
  return spec && specDoc(spec);
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
  return spec?.symbol === undefined && spec !== undefined ? functionDoc(spec) : undefined;
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
