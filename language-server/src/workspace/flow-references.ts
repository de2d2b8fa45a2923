/**
 * References that the syntax cannot tell from fields: the node that a `use` hands to a stream, and the inputs that the conditions
 * of a join start with. Which they are, their place tells; to editors they are references like all others.
 */
import { flowOf, nodesOf, sourceRefs } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import {
  type AstNode,
  AstUtils,
  type CstNode,
  CstUtils,
  DefaultReferences,
  type FindReferencesOptions,
  type ReferenceDescription,
  type Stream,
  stream,
} from 'langium';

export class FlowReferences extends DefaultReferences {
  override findDeclarations(source: CstNode): AstNode[] {
    const named = ast.isReference(source?.astNode) ? namedStream(source.astNode) : undefined;
    return named === undefined ? super.findDeclarations(source) : [named];
  }

  override findReferences(target: AstNode, options: FindReferencesOptions): Stream<ReferenceDescription> {
    const found = super.findReferences(target, options);
    if (!ast.isStream(target)) return found;
    return stream([...found, ...this.pathsTo(target)]);
  }

  private pathsTo(target: ast.Stream): ReferenceDescription[] {
    const flow = flowOf(target);
    const { uri } = AstUtils.getDocument(target);
    const heads = (flow ? nodesOf(flow) : []).flatMap(headsIn).filter((head) => namedStream(head) === target);
    return heads.flatMap((head) => {
      const segment = CstUtils.toDocumentSegment(head.$cstNode);
      const [sourcePath, targetPath] = [head, target].map((node) => this.nodeLocator.getAstNodePath(node));
      if (segment === undefined || sourcePath === undefined || targetPath === undefined) return [];
      return [{ sourceUri: uri, sourcePath, targetUri: uri, targetPath, segment, local: true }];
    });
  }
}

/** The first words of all paths in a node that may name a stream. */
function headsIn(node: ast.Node): ast.Reference[] {
  const paths = ast.isUseNode(node)
    ? (node.run?.arguments ?? []).map(({ value }) => value)
    : ast.isJoinNode(node)
      ? node.conditions.flatMap(({ left, right }) => [left, right])
      : [];
  return paths.map(headOf).filter((head) => head !== undefined);
}

function headOf(path: ast.Expression | undefined): ast.Reference | undefined {
  if (ast.isMember(path)) return headOf(path.receiver);
  return ast.isReference(path) ? path : undefined;
}

/** undefined where the word is a field or a parameter. */
function namedStream(head: ast.Reference): ast.Stream | undefined {
  let path: AstNode = head;
  while (ast.isMember(path.$container) && path.$containerProperty === 'receiver') path = path.$container;
  const owner = path.$container;
  if (ast.isJoinCondition(owner)) {
    const { left, right } = owner.$container as ast.JoinNode;
    return [left, right].find((input) => input?.node?.$refText === head.name)?.node.ref;
  }
  const use = ast.isArgument(owner) ? owner.$container.$container : undefined;
  return ast.isUseNode(use) ? sourceRefs(use).find(({ place }) => place === owner)?.from : undefined;
}
