import { type AnnotationSpec, annotations } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
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
  const texts = spec.arguments.map((argument, index) => {
    const stop = argument.value === 'string' || argument.value === 'pattern' ? `"$${index + 1}"` : `$${index + 1}`;
    return argument.name === undefined ? stop : `${argument.name}: ${stop}`;
  });
  return `${spec.name}(${texts.join(', ')})`;
}
