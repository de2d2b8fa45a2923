import type { AstNode, LangiumDocuments } from 'langium';

/** Which nodes are part of the trees of today: of a text that is read again, some stay and some have others in their place. */
export class CurrentNodes {
  private readonly documents: LangiumDocuments;
  private readonly roots = new Map<AstNode, boolean>();

  constructor(documents: LangiumDocuments) {
    this.documents = documents;
  }

  has(node: AstNode): boolean {
    let one = node;
    for (let around = one.$container; around !== undefined; around = one.$container) {
      if (!isPartOf(around, one)) return false;
      one = around;
    }
    return this.roots.get(one) ?? this.isRoot(one);
  }

  private isRoot(node: AstNode): boolean {
    const document = node.$document;
    const isRoot = document?.parseResult.value === node && this.documents.getDocument(document.uri) === document;
    this.roots.set(node, isRoot);
    return isRoot;
  }
}

function isPartOf(around: AstNode, node: AstNode): boolean {
  const held = (around as unknown as Record<string, AstNode | AstNode[]>)[node.$containerProperty ?? ''];
  return (Array.isArray(held) ? held[node.$containerIndex ?? -1] : held) === node;
}
