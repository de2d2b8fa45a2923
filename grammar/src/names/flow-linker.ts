import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
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
import { meansTheSame, SteadyNames } from './steady-names.ts';

/** To ask whether somebody waits takes as long as to link one. */
const linkedAtOnce = 64;

/** What a reference led to, and under which names of its text and of the one that it leads to. */
interface Led {
  node: AstNode;
  description: AstNodeDescription | undefined;
  under: { document: LangiumDocument; names: number }[];
}

/**
 * Links as Langium does, without a walk over the whole tree with every key. A text of which a part is read again keeps its other
 * references, and what they led to goes by the same name: where that is still there, and nothing else has come or gone by that name,
 * it is not looked for again.
 */
export class FlowLinker extends DefaultLinker {
  private readonly led = new WeakMap<DefaultReference, Led>();
  private readonly names = new SteadyNames();

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
    const led = reference._ref === undefined ? this.led.get(reference) : undefined;
    if (led !== undefined && current.has(led.node) && this.leadsThere(led, reference.$refText)) {
      [reference._ref, reference._nodeDescription] = [led.node, led.description];
      document.references.push(reference);
      return;
    }
    this.doLink(info, document);
    if (isAstNode(reference._ref)) this.led.set(reference, this.ledTo(reference._ref, reference, document));
  }

  private ledTo(node: AstNode, { _nodeDescription: description }: DefaultReference, document: LangiumDocument): Led {
    const documents = new Set([document, AstUtils.getDocument(node)]);
    return { node, description, under: [...documents].map((one) => ({ document: one, names: this.names.of(one).id })) };
  }

  /** As long as it does, it is asked under the names of today the next time. */
  private leadsThere({ under }: Led, name: string): boolean {
    return under.every((led) => {
      const names = this.names.of(led.document);
      if (!meansTheSame(name, led.names, names)) return false;
      led.names = names.id;
      return true;
    });
  }
}
