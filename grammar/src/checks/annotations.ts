import { typeOf } from '../analysis/type-of.ts';
import { annotations } from '../catalog/annotations/index.ts';
import type { AnnotationSpec } from '../catalog/spec.ts';
import { duplicateProperty, unknownAnnotation, wrongAnnotation } from '../diagnostics/names.ts';
import type * as ast from '../generated/ast.ts';
import { printType } from '../types/print-type.ts';
import type { Type } from '../types/type.ts';
import { checkAnnotationArguments } from './annotation-arguments.ts';
import type { Check, CheckContext } from './check.ts';

/** [T9] An annotation is one of the catalogue's, stands at a field whose type it is for, and has its arguments. */
export const checkAnnotations: Check = (context) => {
  for (const field of context.all('FieldDeclaration')) {
    const first = new Map<string, ast.Annotation>();
    for (const annotation of field.annotations) {
      const earlier = first.get(annotation.name);
      if (earlier) context.accept(duplicateProperty({ node: annotation }, `@${annotation.name}`, { node: earlier }));
      else checkAnnotation(annotation, field, context);
      first.set(annotation.name, annotation);
    }
  }
};

function checkAnnotation(annotation: ast.Annotation, field: ast.FieldDeclaration, { accept }: CheckContext): void {
  const { name } = annotation;
  if (!name) return;
  const spec = annotations.find((one) => one.name === name);
  if (spec === undefined) {
    accept(
      unknownAnnotation(
        { node: annotation, property: 'name' },
        name,
        annotations.map((one) => one.name),
      ),
    );
    return;
  }
  const type = typeOf(field.type);
  if (!standsAt(spec, type))
    accept(wrongAnnotation({ node: annotation }, name, `does not apply to ${printType(type)}`));
  else checkAnnotationArguments(annotation, spec, type, accept);
}

function standsAt({ on }: AnnotationSpec, type: Type): boolean {
  return on === undefined || type.kind === 'unknown' || (type.kind === 'scalar' && on.includes(type.name));
}
