import { duplicateField } from '../diagnostics/schemas.ts';
import type { FieldDeclaration } from '../generated/ast.ts';
import type { Check } from './check.ts';

/** [T5] A record has one field of a name. */
export const checkDuplicateFields: Check = ({ all, accept }) => {
  for (const body of all('RecordBody')) {
    const first = new Map<string, FieldDeclaration>();
    for (const field of body.fields) {
      const earlier = field.name ? first.get(field.name) : undefined;
      if (earlier === undefined) first.set(field.name, field);
      else accept(duplicateField({ node: field, property: 'name' }, field.name, { node: earlier, property: 'name' }));
    }
  }
};
