import { type AstNode, AstUtils } from 'langium';
import type { WordInTree } from './leaf-at.ts';

/** What the cross-reference at a word leads to; undefined where the word is none or the name is unknown. */
export function referencedBy({ node, property, leaf }: WordInTree): AstNode | undefined {
  const infos = AstUtils.streamReferences(node).filter((info) => info.property === property);
  const here = infos.find(({ reference }) => {
    const { offset, end } = reference.$refNode ?? { offset: -1, end: -1 };
    return offset <= leaf.offset && leaf.end <= end;
  });
  const reference = here?.reference;
  return reference !== undefined && 'ref' in reference ? reference.ref : undefined;
}
