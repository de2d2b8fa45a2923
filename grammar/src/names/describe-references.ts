/** The references of a linked document as Langium's index keeps them. */
import {
  AstUtils,
  CstUtils,
  isReference,
  type LangiumCoreServices,
  type LangiumDocument,
  type ReferenceDescription,
} from 'langium';
import { referencesIn } from './references-in.ts';

export function describeReferences(
  { uri: sourceUri, parseResult }: LangiumDocument,
  { AstNodeLocator }: LangiumCoreServices['workspace'],
): ReferenceDescription[] {
  return referencesIn(parseResult.value).flatMap(({ reference, container }) => {
    const target = isReference(reference) ? reference.ref : undefined;
    const segment = CstUtils.toDocumentSegment(isReference(reference) ? reference.$refNode : undefined);
    if (target === undefined || segment === undefined) return [];
    const targetUri = AstUtils.getDocument(target).uri;
    const [sourcePath, targetPath] = [container, target].map((node) => AstNodeLocator.getAstNodePath(node)) as [
      string,
      string,
    ];
    return [
      { sourceUri, sourcePath, targetUri, targetPath, segment, local: targetUri.toString() === sourceUri.toString() },
    ];
  });
}
