import {
  type AstNode,
  type AstNodeDescription,
  Cancellation,
  DefaultLinker,
  type DefaultReference,
  interruptAndCheck,
  isAstNode,
  isReference,
  type LangiumDocument,
  type ReferenceInfo,
} from 'langium';
import { CurrentNodes } from './current-nodes.ts';
import { referencesIn } from './references-in.ts';

/** To ask whether somebody waits takes as long as to link one. */
const linkedAtOnce = 64;

/**
 * Links as Langium does, without a walk over the whole tree with every key. A text of which one statement is read again keeps its
 * other references, and what they led to goes by the same name: where that is still there, it is not looked for again.
 */
export class FlowLinker extends DefaultLinker {
  private readonly led = new WeakMap<
    DefaultReference,
    { node: AstNode; description: AstNodeDescription | undefined }
  >();

  override async link(document: LangiumDocument, token = Cancellation.CancellationToken.None): Promise<void> {
    const current = new CurrentNodes(this.langiumDocuments());
    for (const [index, info] of referencesIn(document.parseResult.value).entries()) {
      if (index % linkedAtOnce === 0) await interruptAndCheck(token);
      this.linkOne(info, document, current);
    }
  }

  private linkOne(info: ReferenceInfo, document: LangiumDocument, current: CurrentNodes): void {
    const reference: DefaultReference | undefined = isReference(info.reference) ? info.reference : undefined;
    if (reference === undefined) {
      this.doLink(info, document);
      return;
    }
    const led = this.led.get(reference);
    if (led !== undefined && reference._ref === undefined && current.has(led.node)) {
      [reference._ref, reference._nodeDescription] = [led.node, led.description];
      document.references.push(reference);
      return;
    }
    this.doLink(info, document);
    if (isAstNode(reference._ref))
      this.led.set(reference, { node: reference._ref, description: reference._nodeDescription });
  }
}
