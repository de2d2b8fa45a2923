import { AstUtils, type CstNode, GrammarAST } from 'langium';

/** By element of the grammar, of which there are few, while a file has many thousands of words. */
const known = new WeakMap<object, string | null>();

/** The property of its node that a word is the value of; beyond the node its container would speak of something else. */
export function featureOf(word: CstNode): string | undefined {
  const { astNode } = word;
  for (let at: CstNode | undefined = word; at !== undefined && at.container?.astNode === astNode; at = at.container) {
    const feature = at.grammarSource && featureIn(at.grammarSource);
    if (feature) return feature;
  }
  return undefined;
}

function featureIn(element: GrammarAST.AbstractElement): string | null {
  const remembered = known.get(element);
  if (remembered !== undefined) return remembered;
  const feature = AstUtils.getContainerOfType(element, GrammarAST.isAssignment)?.feature ?? null;
  known.set(element, feature);
  return feature;
}
