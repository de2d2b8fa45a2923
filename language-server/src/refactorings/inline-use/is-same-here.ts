/** Whether what a flow names means the same in a file: its declarations under their names, and paths, which start at the folder. */
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, type LangiumDocument, UriUtils } from 'langium';
import { declarationsInScope } from '../../cursor/declarations-in-scope.ts';

export function isSameHere(flow: ast.Flow, document: LangiumDocument): boolean {
  const own = AstUtils.getDocument(flow);
  if (own === document) return true;
  const folders = [own, document].map(({ uri }) => UriUtils.dirname(uri).toString());
  const known = new Map<string, unknown>(
    declarationsInScope(document.parseResult.value as ast.FlowFile)
      .filter((one) => !ast.isTest(one))
      .map((one) => [one.name, one]),
  );
  const named = flow.statements.flatMap((one) => AstUtils.streamAst(one).flatMap(AstUtils.streamReferences).toArray());
  const declarations = named.filter(({ reference }) => ast.isDeclaration((reference as { ref?: unknown }).ref));
  return (
    folders[0] === folders[1] &&
    declarations.every(({ reference }) => {
      return known.get(reference.$refText) === (reference as { ref?: unknown }).ref;
    })
  );
}
