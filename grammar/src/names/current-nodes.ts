import type { AstNode, LangiumDocuments } from 'langium';

/** Which nodes are part of the trees of today: of a text that is read again, some stay and some have others in their place. */
export class CurrentNodes {
  private readonly documents: LangiumDocuments;
  private readonly known = new Map<AstNode, boolean>();

  constructor(documents: LangiumDocuments) {
    this.documents = documents;
  }

  has(node: AstNode): boolean {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const around = node.$container;
    const isCurrent = around === undefined ? this.isRoot(node) : this.has(around) && isPartOf(around, node);
    this.known.set(node, isCurrent);
    return isCurrent;
  }

  private isRoot(node: AstNode): boolean {
    const document = node.$document;
    return document?.parseResult.value === node && this.documents.getDocument(document.uri) === document;
  }
}

function isPartOf(around: AstNode, node: AstNode): boolean {
  const held = (around as unknown as Record<string, AstNode | AstNode[]>)[node.$containerProperty ?? ''];
  return (Array.isArray(held) ? held[node.$containerIndex ?? -1] : held) === node;
}
