import type { Field, Type, VectorType } from './type.ts';

/** The type as the language writes it; a record by its schema's name where it has one. */
export function printType(type: Type): string {
  if (type.kind === 'unknown') return 'unknown';
  return printBase(type) + (type.nullable ? '?' : '');
}

/** A name as it stands in text: in back-quotes where it is no identifier. */
export function printName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``;
}

function printBase(type: Exclude<Type, { kind: 'unknown' }>): string {
  switch (type.kind) {
    case 'scalar':
      return type.name;
    case 'list':
      return `${printType(type.element)}[]`;
    case 'vector':
      return `${type.element}[${printDimensions(type)}]`;
    case 'record':
      return type.name ?? printFields(type.fields);
  }
}

export function printDimensions(type: VectorType): string {
  return type.dimensions.join(', ');
}

function printFields(fields: readonly Field[]): string {
  if (fields.length === 0) return '{ }';
  return `{ ${fields.map((field) => `${printName(field.name)}: ${printType(field.type)}`).join(', ')} }`;
}
