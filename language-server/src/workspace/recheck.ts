import { DocumentState, isOperationCancelled, type LangiumDocument, type URI } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';

/** Tells anew what is wrong in the files of a folder whose rules have changed, without linking or analysing them again. */
export function recheckBelow(services: LangiumSharedServices, folder: URI): void {
  const below = `${folder.toString()}/`;
  recheck(services, ({ uri }) => uri.toString().startsWith(below));
}

/** An update of nothing goes on with every build that this one interrupts. */
export function recheck({ workspace }: LangiumSharedServices, isMeant: (document: LangiumDocument) => boolean): void {
  const { DocumentBuilder, LangiumDocuments, WorkspaceLock } = workspace;
  const done = WorkspaceLock.write(async (token) => {
    for (const document of LangiumDocuments.all.filter(isMeant)) {
      if (document.state === DocumentState.Validated) {
        DocumentBuilder.resetToState(document, DocumentState.IndexedReferences);
      }
    }
    await DocumentBuilder.update([], [], token);
  });
  done.catch((failure: unknown) => {
    if (!isOperationCancelled(failure)) console.error('Cannot check the project again:', failure);
  });
}
