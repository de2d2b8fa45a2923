/**
 * The tree of tokens. The library hands all comments in front of a token on as arguments of one call, and no stack holds a
 * hundred thousand of them; here they are taken one by one.
 */
import { type CompositeCstNode, type CstNode, CstNodeBuilder } from 'langium';

export class FlowCstBuilder extends CstNodeBuilder {
  override appendChildren(parent: CompositeCstNode, children: CstNode[]): void {
    for (const child of children) this.appendChild(parent, child);
  }

  override insertChildren(parent: CompositeCstNode, index: number, children: CstNode[]): void {
    const behind = (parent.content as CstNode[]).splice(index);
    this.appendChildren(parent, children);
    this.appendChildren(parent, behind);
  }
}
