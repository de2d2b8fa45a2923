import { Cancellation, DefaultLinker, interruptAndCheck, type LangiumDocument } from 'langium';
import { referencesIn } from './references-in.ts';

/** Links as Langium does, without a walk over the whole tree with every key. */
export class FlowLinker extends DefaultLinker {
  override async link(document: LangiumDocument, token = Cancellation.CancellationToken.None): Promise<void> {
    for (const reference of referencesIn(document.parseResult.value)) {
      await interruptAndCheck(token);
      this.doLink(reference, document);
    }
  }
}
