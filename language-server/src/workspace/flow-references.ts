/**
 * References that the syntax cannot tell from fields: the node that a `use` hands to a stream, and the inputs that the conditions
 * of a join start with. Which they are, their place tells; to Langium they are references like all others.
 */
import { flowOf, type SourceMention, sourceMentionsIn } from '@millrace/grammar';
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
    const head = source?.astNode;
    const named = ast.isReference(head) ? headsAround(head).find(({ place }) => place.node === head) : undefined;
    return named?.means.is === 'stream' ? [named.means.stream] : super.findDeclarations(source);
  }

  override findReferences(target: AstNode, options: FindReferencesOptions): Stream<ReferenceDescription> {
    const found = super.findReferences(target, options);
    if (!ast.isStream(target)) return found;
    return stream([...found, ...this.pathsTo(target)]);
  }

  private pathsTo(target: ast.Stream): ReferenceDescription[] {
    const { uri } = AstUtils.getDocument(target);
    const heads = headsAround(target).filter(({ means }) => means.is === 'stream' && means.stream === target);
    return heads.flatMap(({ place: { node } }) => {
      const segment = CstUtils.toDocumentSegment(node.$cstNode);
      const [sourcePath, targetPath] = [node, target].map((one) => this.nodeLocator.getAstNodePath(one));
      if (segment === undefined || sourcePath === undefined || targetPath === undefined) return [];
      return [{ sourceUri: uri, sourcePath, targetUri: uri, targetPath, segment, local: true }];
    });
  }
}

/** The first words of all paths of a flow that name a stream where the syntax has an expression. */
function headsAround(place: AstNode): SourceMention[] {
  const flow = flowOf(place);
  return flow === undefined ? [] : sourceMentionsIn(flow).filter(({ place: { node } }) => ast.isReference(node));
}
