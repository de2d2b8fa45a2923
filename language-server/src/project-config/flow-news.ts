/** Whether flows or their parameters have come or gone: most keys change none, and looking for those of a project costs milliseconds. */
import * as ast from '@millrace/grammar/syntax';
import { type DocumentBuilder, DocumentState, type LangiumDocument } from 'langium';

export class FlowNews {
  private readonly seen = new Map<string, string>();

  /** `tell` is called behind a build that has changed some. */
  constructor(builder: DocumentBuilder, tell: () => void) {
    let isNew = false;
    builder.onDocumentPhase(DocumentState.Validated, (document) => {
      if (this.hasChanged(document)) isNew = true;
    });
    builder.onUpdate((_changed, deleted) => {
      for (const uri of deleted) if (this.seen.delete(uri.toString())) isNew = true;
    });
    builder.onBuildPhase(DocumentState.Validated, () => {
      if (isNew) tell();
      isNew = false;
    });
  }

  private hasChanged({ uri, parseResult }: LangiumDocument): boolean {
    const flows = (parseResult.value as ast.FlowFile).declarations.filter(ast.isFlow);
    const now = JSON.stringify(flows.map(({ name, parameters }) => [name, ...parameters.map((one) => one.name)]));
    const before = this.seen.get(uri.toString());
    this.seen.set(uri.toString(), now);
    return now !== before;
  }
}
