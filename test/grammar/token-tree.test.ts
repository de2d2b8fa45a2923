/** The tree of tokens is no deeper than what is written: levels of precedence that a word does not use leave nothing in it. */
import { createFlowServices } from '@millrace/grammar';
import { type CstNode, EmptyFileSystem, isCompositeCstNode, isLeafCstNode } from 'langium';
import { expect, test } from 'vitest';

const { flow } = createFlowServices({ ...EmptyFileSystem, ports: {} });

/** The condition as brackets: one pair for each node that is no token. */
function treeOf(condition: string): string {
  const text = `flow F { read r: R from csv("r.csv") filter f(r) where ${condition} }`;
  const at = text.indexOf('where ') + 'where '.length;
  const inCondition = ({ offset, end }: CstNode) => offset >= at && end <= at + condition.length;
  const shown = (node: CstNode): string => {
    if (isLeafCstNode(node)) return inCondition(node) ? node.text : '';
    const inner = isCompositeCstNode(node) ? node.content.map(shown).filter(Boolean).join(' ') : '';
    return inCondition(node) ? `[${inner}]` : inner;
  };
  const root = flow.parser.LangiumParser.parse(text).value.$cstNode?.root;
  return root === undefined ? '' : shown(root);
}

test.each([
  ['a', '[[a]]'],
  ['(a)', '[( [[a]] )]'],
  ['a > 1', '[[[a]] > [[1]]]'],
  ['not a', '[not [[a]]]'],
  ['a and b', '[[[a]] and [[b]]]'],
  ['a /* why */ + b', '[[[a]] /* why */ + [[b]]]'],
  ['abs(a)', '[[abs] ( [[[a]]] )]'],
])('%s', (condition, tree) => {
  expect(treeOf(condition)).toBe(tree);
});
