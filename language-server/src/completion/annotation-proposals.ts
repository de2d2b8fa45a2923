import { type AnnotationSpec, annotations } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
import { annotationSpecOf } from '../catalogue/spec-at.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

/** Those that fit the field's type and do not stand at it yet. */
export function annotationNames({ place }: ProposalContext): Proposal[] {
  const field = place.node.$container;
  if (!ast.isFieldDeclaration(field)) return [];
  const taken = new Set(field.annotations.map((annotation) => annotation.name));
  return annotations
    .filter((spec) => !taken.has(spec.name) && fits(spec, field.type))
    .map((spec) => ({
      label: spec.name,
      kind: CompletionItemKind.Keyword,
      doc: docOf(spec),
      snippet: snippetOf(spec),
    }));
}

function fits({ on }: AnnotationSpec, type: ast.TypeExpression | undefined): boolean {
  if (on === undefined || !ast.isScalarReference(type?.base)) return on === undefined;
  return on.some((name) => name === (type.base as ast.ScalarReference).name);
}

function docOf({ doc, example }: AnnotationSpec): string {
  return `${doc}\n\n\`\`\`flow\n${example}\n\`\`\``;
}

function snippetOf(spec: AnnotationSpec): string {
  if (spec.arguments.length === 0) return spec.name;
  const required = spec.arguments.filter((argument) => argument.required);
  const texts = (required.length === 0 ? spec.arguments : required).map((argument, index) => {
    const stop = argument.value === 'string' || argument.value === 'pattern' ? `"$${index + 1}"` : `$${index + 1}`;
    return argument.name === undefined ? stop : `${argument.name}: ${stop}`;
  });
  return `${spec.name}(${texts.join(', ')})`;
}

/** Between its brackets: names of arguments that are not given yet, and the values that the field may have. */
export function annotationValues(argument: ast.Argument): Proposal[] {
  const annotation = argument.$container as ast.Annotation;
  const spec = annotationSpecOf(annotation);
  if (argument.name !== undefined || spec === undefined) return [];
  const taken = new Set(annotation.arguments.map(({ name }) => name));
  const names = spec.arguments.filter(({ name }) => name !== undefined && !taken.has(name));
  return [
    ...oneOfBeside(annotation, 'code'),
    ...truthsFor(annotation),
    ...names.map(({ name = '', doc, value }) => ({
      label: name,
      kind: CompletionItemKind.Property,
      detail: value,
      doc,
      snippet: `${name}: $1`,
      rank: 1,
    })),
  ];
}

/** A default is one of the values that the field may have. */
export function oneOfBeside(annotation: ast.Annotation, where: 'code' | 'text'): Proposal[] {
  const field = annotation.$container;
  if (annotation.name !== 'default' || !ast.isFieldDeclaration(field)) return [];
  const allowed = field.annotations.find(({ name }) => name === 'oneOf')?.arguments ?? [];
  return allowed.flatMap(({ value }) => {
    const text = ast.isStringLiteral(value) ? value.value : undefined;
    if (where === 'text') return text === undefined ? [] : [enumMember(text)];
    return text !== undefined
      ? [enumMember(JSON.stringify(text))]
      : ast.isNumberLiteral(value)
        ? [enumMember(value.text)]
        : [];
  });
}

function truthsFor({ name, $container: field }: ast.Annotation): Proposal[] {
  const base = ast.isFieldDeclaration(field) ? field.type?.base : undefined;
  const isBool = name === 'default' && ast.isScalarReference(base) && base.name === 'bool';
  return isBool ? [enumMember('true'), enumMember('false')] : [];
}

function enumMember(label: string): Proposal {
  return { label, kind: CompletionItemKind.EnumMember, rank: 0 };
}
