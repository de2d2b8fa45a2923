/**
 * The tree of tokens. The library hands all comments in front of a token on as arguments of one call, and no stack holds a
 * hundred thousand of them; here they are taken one by one. And for each token it looks for the node that is being built from the
 * first of its neighbours on, of which a list may have hundreds of thousands; here from the last one, which it is. And a word in an
 * expression would lie in a dozen nodes, one for each level of precedence that it is not; here in one: they were half of the tree.
 */
import {
  type AstNode,
  AstUtils,
  type CompositeCstNode,
  type CstNode,
  CstNodeBuilder,
  GrammarAST,
  type LexerResult,
} from 'langium';

type Token = LexerResult['tokens'][number];

export class FlowCstBuilder extends CstNodeBuilder {
  private readonly bare = new Map<GrammarAST.AbstractElement, boolean>();

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

  override construct(item: Parameters<CstNodeBuilder['construct']>[0]): void {
    const built = this.current;
    const [only] = built.content;
    if (built.content.length === 1 && only !== undefined && this.isPassedOn(only)) {
      for (const child of only.content) (child as { container: CompositeCstNode }).container = built;
      (built as unknown as { content: readonly CstNode[] }).content = only.content;
    }
    super.construct(item);
  }

  /** Of a rule that only hands on what another one has read: nothing in the tree of meaning has it as its place. */
  private isPassedOn(node: CstNode): node is CompositeCstNode {
    const { content, _astNode, grammarSource } = node as CompositeCstNode & { _astNode?: AstNode };
    return content !== undefined && _astNode === undefined && grammarSource !== undefined && this.isBare(grammarSource);
  }

  /** A call of a rule that is not assigned to a property, or what takes the place of one behind an operator. */
  private isBare(source: GrammarAST.AbstractElement): boolean {
    let isBare = this.bare.get(source);
    if (isBare === undefined) {
      const isRule = GrammarAST.isRuleCall(source) || GrammarAST.isAction(source);
      isBare = isRule && !AstUtils.getContainerOfType(source, GrammarAST.isAssignment);
      this.bare.set(source, isBare);
    }
    return isBare;
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
