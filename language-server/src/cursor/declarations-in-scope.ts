/** What a name in a file may mean: its own declarations, and those it imports. */
import type * as ast from '@millrace/grammar/syntax';

export function declarationsInScope(file: ast.FlowFile): ast.Declaration[] {
  const imported = file.imports.flatMap((item) => item.symbols.map((symbol) => symbol.declaration?.ref));
  return [...file.declarations, ...imported.filter((item) => item !== undefined)];
}
