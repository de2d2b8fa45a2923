/**
 * The tree of tokens. The library hands all comments in front of a token on as arguments of one call, and no stack holds a
 * hundred thousand of them; here they are taken one by one. And for each token it looks for the node that is being built from the
 * first of its neighbours on, of which a list may have hundreds of thousands; here from the last one, which it is.
 */
import { type CompositeCstNode, type CstNode, CstNodeBuilder, type LexerResult } from 'langium';

type Token = LexerResult['tokens'][number];

export class FlowCstBuilder extends CstNodeBuilder {
  override appendChildren(parent: CompositeCstNode, children: CstNode[]): void {
    for (const child of children) this.appendChild(parent, child);
  }

  override insertChildren(parent: CompositeCstNode, index: number, children: CstNode[]): void {
    const behind = (parent.content as CstNode[]).splice(index);
    this.appendChildren(parent, children);
    this.appendChildren(parent, behind);
  }

  override removeNode(node: CstNode): void {
    const content = (node.container?.content ?? []) as CstNode[];
    const index = content.lastIndexOf(node);
    if (index >= 0) content.splice(index, 1);
  }

  /** In front of the node that is being built, and of those around it that begin with it. */
  override addHiddenNodes(tokens: Token[]): void {
    if (tokens.length === 0) return;
    const nodes = tokens.map((token) => this.createLeafNode(token, true));
    if (this.current.content.length > 0) this.appendChildren(this.current, nodes);
    else this.insertBefore(this.current, nodes);
  }

  private insertBefore(building: CompositeCstNode, nodes: CstNode[]): void {
    let inner = building;
    for (let outer = inner.container; outer !== undefined; [inner, outer] = [outer, outer.container]) {
      const index = outer.content.lastIndexOf(inner);
      if (index <= 0) continue;
      this.insertChildren(outer, index, nodes);
      return;
    }
    this.insertChildren(inner, 0, nodes);
  }
}
