import {
  type AstNode,
  type AstNodeDescription,
  type AstNodeDescriptionProvider,
  type Scope,
  type Stream,
  stream,
} from 'langium';

type Named = AstNode & { name?: string };

/**
 * The named nodes of a list. Descriptions are made for those that are asked for only: a flow has thousands of nodes, and each
 * of them has references. Of two nodes of one name the first counts; the second is reported.
 */
export class NodeScope implements Scope {
  private readonly find: (name: string) => AstNode | undefined;
  private readonly nodes: () => readonly Named[];
  private readonly descriptions: AstNodeDescriptionProvider;

  constructor(
    find: (name: string) => AstNode | undefined,
    nodes: () => readonly Named[],
    descriptions: AstNodeDescriptionProvider,
  ) {
    this.find = find;
    this.nodes = nodes;
    this.descriptions = descriptions;
  }

  getElement(name: string): AstNodeDescription | undefined {
    const node = this.find(name);
    return node && this.descriptions.createDescription(node, name);
  }

  getElements(name: string): Stream<AstNodeDescription> {
    const element = this.getElement(name);
    return stream(element === undefined ? [] : [element]);
  }

  getAllElements(): Stream<AstNodeDescription> {
    const names = new Set(
      this.nodes()
        .map(({ name }) => name)
        .filter(Boolean) as string[],
    );
    return stream([...names]).flatMap((name) => this.getElements(name));
  }
}
