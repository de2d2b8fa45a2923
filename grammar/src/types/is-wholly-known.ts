import { isClear } from './may-have.ts';
import type { Type } from './type.ts';

/** Whether nothing of the type, nor inside of it, is unknown. */
export function isWhollyKnown(type: Type): boolean {
  switch (type.kind) {
    case 'unknown':
      return false;
    case 'list':
      return isWhollyKnown(type.element);
    case 'record':
      return isClear(type) && type.fields.every((field) => isWhollyKnown(field.type));
    default:
      return true;
  }
}
