import type * as ast from '../generated/ast.ts';
import { type Field, type FieldRules, unknownType } from '../types/type.ts';
import { isDamaged, isTouched } from './damage.ts';
import { docComment } from './doc-comment.ts';
import { fieldRules } from './field-rules.ts';
import { typeOf } from './type-of.ts';

/** The fields a record's body declares; of two of one name the first counts. */
export function fieldsOf(body: ast.RecordBody | undefined): Field[] {
  const fields = new Map<string, Field>();
  for (const declaration of body?.fields ?? []) {
    if (declaration.name && !fields.has(declaration.name) && !isStrayWord(declaration))
      fields.set(declaration.name, fieldOf(declaration));
  }
  return [...fields.values()];
}

/** `key` of `id: string @key key, …` is a word too many; that it may be there is known as unclear. */
function isStrayWord({ $cstNode: cst, type }: ast.FieldDeclaration): boolean {
  return cst !== undefined && type?.base === undefined && !cst.text.includes(':');
}

export function strayWords(body: ast.RecordBody | undefined): string[] {
  return body?.fields.filter(isStrayWord).flatMap(({ name }) => name || []) ?? [];
}

function fieldOf(declaration: ast.FieldDeclaration): Field {
  const doc = docComment(declaration);
  const type = isTouched(declaration) ? unknownType : typeOf(declaration.type);
  const rules = isDamaged(declaration) ? markOf(fieldRules(declaration, type)) : fieldRules(declaration, type);
  return {
    name: declaration.name,
    type,
    ...(doc !== undefined && { doc }),
    ...(rules !== undefined && { rules }),
  };
}

/** Of annotations that were read in part: what a value may be is not known then, what it is marked as still counts. */
function markOf(rules: FieldRules = {}): FieldRules | undefined {
  const { pii, sensitive, key, unclear } = rules;
  const marks: FieldRules = {
    ...(pii !== undefined && { pii }),
    ...(sensitive !== undefined && { sensitive }),
    ...(key !== undefined && { key }),
    ...(unclear !== undefined && { unclear }),
  };
  return Object.keys(marks).length === 0 ? undefined : marks;
}
