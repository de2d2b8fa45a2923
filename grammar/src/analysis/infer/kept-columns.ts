import type { AcceptDiagnostic } from '../../diagnostics/diagnostic.ts';
import { isMisspelt } from '../../diagnostics/is-misspelt.ts';
import { meantBy } from '../../diagnostics/meant-by.ts';
import { unknownColumn } from '../../diagnostics/schemas.ts';
import * as ast from '../../generated/ast.ts';
import { mayHave, unclearOfAll, unsure } from '../../types/may-have.ts';
import type { Field, RecordType } from '../../types/type.ts';
import { exceptColumns } from '../column-lists.ts';
import { isDamaged, isLossy } from '../damage.ts';
import { propertyValue } from '../property-value.ts';

/** `keep: [a, b]` or `[* except (c)]`: the input's columns that stay, in its order; all of them by default. */
export function keptColumns(node: ast.InferNode, record: RecordType, accept: AcceptDiagnostic): Field[] {
  const written = propertyValue(node.properties, 'keep');
  if (!ast.isListLiteral(written)) return isKeepLost(node) ? record.fields.map(unsure) : record.fields;
  const known = record.fields.map(({ name }) => name);
  const wanted = new Set<string>();
  for (const item of written.items) {
    if (ast.isAllItem(item)) for (const { name } of exceptColumns(item, record, accept)) wanted.add(name);
    else if (!ast.isReference(item)) continue;
    else if (known.includes(item.name)) wanted.add(item.name);
    else if (!mayHave(record, item.name)) accept(unknownColumn({ node: item }, item.name, known));
  }
  return record.fields.filter(({ name }) => wanted.has(name));
}

/** Names that may be kept too: what a wrong name in `keep` was meant for, and what is unclear of what comes in. */
export function unclearKept(node: ast.InferNode, record: RecordType): RecordType['unclear'] {
  const written = propertyValue(node.properties, 'keep');
  if (!ast.isListLiteral(written)) return record.unclear;
  const known = record.fields.map(({ name }) => name);
  const wrong = written.items.filter(ast.isReference).filter(({ name }) => !known.includes(name));
  const meant = wrong.flatMap(({ name }) => (mayHave(record, name) ? [name] : meantBy(name, known)));
  const isStrange = written.items.some((item) => !ast.isAllItem(item) && !ast.isReference(item));
  return unclearOfAll([meant, isStrange ? 'any' : written.items.some(ast.isAllItem) ? record.unclear : undefined]);
}

/** Without the property all columns stay, which is not meant where it could not be read. */
function isKeepLost(node: ast.InferNode): boolean {
  return (
    isDamaged(node) || isLossy(node) || isMisspelt('keep', node.properties?.properties.map(({ key }) => key) ?? [])
  );
}
