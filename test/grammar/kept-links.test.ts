/** A text of which one statement is read again keeps its links, and they lead where those of a text that is read as a whole lead. */
import { rereadText } from '@millrace/grammar';
import {
  type AstNode,
  AstUtils,
  Cancellation,
  isAstNode,
  type LangiumDocument,
  type Mutable,
  OperationCancelled,
} from 'langium';
import { expect, test } from 'vitest';
import { type FlowFixture, loadFlow } from '../support/flow-fixture.ts';
import { oneOf, randomFrom } from '../support/text-mutations.ts';

const beside = `//- /shop.flow
schema Shop { id: string, name: string }
//- /s.csv
`;
const text = `import { Shop } from "./shop.flow"
schema S { id: string, n: int32 }
flow Inner(rows: stream S, least: int32 = 0) -> kept {
  filter kept(rows) where n > least
}
flow F(most: int32 = 9) {
  read s: S from csv("s.csv")
  read shops: Shop from csv("s.csv")
  filter small(s) where n < most
  group "g" {
    select some(small) { id, n }
    use u: Inner(rows: small)
  }
  join j(some, shops) on some.id == shops.id { prefix: "shop_" }
  write w(j) to csv("w.csv")
}
test "t" of F {
  given s: [{ id: "a", n: 1 }]
  expect small: [{ id: "a" }]
}
`;

type Linked = Pick<FlowFixture, 'services' | 'document'>;

/** Every reference of the text with the path of what it leads to. */
function linksOf({ services, document }: Linked): string[] {
  const { AstNodeLocator } = services.flow.workspace;
  const path = (node: AstNode | undefined) =>
    node && `${AstUtils.getDocument(node).uri.path}#${AstNodeLocator.getAstNodePath(node)}`;
  const isThere = (node: AstNode) => AstUtils.getDocument(node).parseResult.value === AstUtils.findRootNode(node);
  return document.references
    .map((one) => {
      const target = 'ref' in one && isAstNode(one.ref) ? one.ref : undefined;
      return `${one.$refText} at ${'$refNode' in one ? one.$refNode?.offset : ''}: ${path(target)} ${target && isThere(target)}`;
    })
    .sort();
}

/** As the editor does it: the links are undone, one statement is read, and all is linked. */
async function reread({ services, document }: Linked, changed: string): Promise<void> {
  const { references, parser } = services.flow;
  references.Linker.unlink(document);
  const read = rereadText(document.parseResult, changed, parser.LangiumParser);
  expect(read, 'one statement is read').toBeDefined();
  (document as Mutable<LangiumDocument>).parseResult = read as LangiumDocument['parseResult'];
  await references.Linker.link(document);
}

test.each([
  ['a node that others read', 'n < most', 'n < most and n > 0'],
  ['a node in a group', '{ id, n }', '{ id, n, m: n + 1 }'],
  ['what a use is given', 'rows: small)', 'rows: small, least: 3)'],
  ['what a use is given, with another stream', 'rows: small)', 'rows: s)'],
  ['a flow that another uses', 'where n > least', 'where n > least + 1'],
  ['the name of what is read', 'csv("w.csv")', 'csv("other.csv")'],
])('after a key in %s', async (_, words, others) => {
  const linked = await loadFlow(text + beside);
  const changed = text.replace(words, others);
  await reread(linked, changed);
  expect(linksOf(linked)).toEqual(linksOf(await loadFlow(changed + beside)));
});

test('key by key, back and forth', async () => {
  const linked = await loadFlow(text + beside);
  for (const least of ['0', '1', '12', '1', '0']) await reread(linked, text.replace('n < most', `n < most + ${least}`));
  await reread(linked, text.replace('n > least', 'n >= least').replace('n < most', 'n < most + 0'));
  expect(linksOf(linked)).toEqual(
    linksOf(await loadFlow(text.replace('n > least', 'n >= least').replace('n < most', 'n < most + 0') + beside)),
  );
});

test('after a change of a file that is imported they lead to its new declarations', async () => {
  const linked = await loadFlow(text + beside);
  const { DocumentBuilder } = linked.services.shared.workspace;
  const shop = [...linked.files.keys()].find((path) => path.endsWith('/shop.flow')) as string;
  linked.files.set(shop, 'schema Other { a: int32 }\nschema Shop { id: string }\n');
  await DocumentBuilder.update([linked.document.uri.with({ path: shop })], []);
  expect(linksOf(linked).filter((link) => !link.endsWith(' true') && !link.startsWith('csv'))).toEqual([]);
  expect(linksOf(linked).filter((link) => link.startsWith('Shop'))).toEqual(
    expect.arrayContaining([expect.stringContaining('/shop.flow#/declarations@1')]),
  );
  linked.files.set(shop, 'schema Other { a: int32 }\n');
  await DocumentBuilder.update([linked.document.uri.with({ path: shop })], []);
  expect(linksOf(linked).filter((link) => link.startsWith('Shop') && !link.endsWith('undefined'))).toEqual([]);
});

test('a name that comes while a link that ends halfway has seen it', async () => {
  const linked = await loadFlow(text + beside);
  const { references, parser } = linked.services.flow;
  const changed = text.replace('read shops', 'read small');
  references.Linker.unlink(linked.document);
  const read = rereadText(linked.document.parseResult, changed, parser.LangiumParser);
  (linked.document as Mutable<LangiumDocument>).parseResult = read as LangiumDocument['parseResult'];
  const source = new Cancellation.CancellationTokenSource();
  source.cancel();
  await expect(references.Linker.link(linked.document, source.token)).rejects.toBe(OperationCancelled);
  await references.Linker.link(linked.document);
  expect(linksOf(linked)).toEqual(linksOf(await loadFlow(changed + beside)));
});

test('names that come, go and are there twice, one after another', async () => {
  const random = randomFrom(5);
  const linked = await loadFlow(text + beside);
  let [last, kept] = [text, 0];
  for (let trial = 0; trial < 80; trial++) {
    const { index, 0: name } = oneOf([...last.matchAll(/\b(s|small|some|shops|j|u|w|kept)\b/g)], random);
    const next =
      last.slice(0, index) + oneOf(['s', 'small', 'some', 'j', 'kept', 'S'], random) + last.slice(index + name.length);
    const { references, parser } = linked.services.flow;
    references.Linker.unlink(linked.document);
    const read = rereadText(linked.document.parseResult, next, parser.LangiumParser);
    if (read !== undefined) kept++;
    (linked.document as Mutable<LangiumDocument>).parseResult = (read ??
      parser.LangiumParser.parse(next)) as LangiumDocument['parseResult'];
    (linked.document.parseResult.value as Mutable<AstNode>).$document = linked.document;
    await references.Linker.link(linked.document);
    expect({ next, links: linksOf(linked) }).toEqual({ next, links: linksOf(await loadFlow(next + beside)) });
    last = trial % 20 === 19 ? text : next;
  }
  // Else nothing was proved.
  expect(kept).toBeGreaterThan(20);
});
