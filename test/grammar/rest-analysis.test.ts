/** What nobody looks at is forgotten, and found out again as it was. */
import { analyzeFlow, checkDocument, restAnalysis } from '@millrace/grammar';
import { type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { expect, test } from 'vitest';
import { loadFlow } from '../support/flow-fixture.ts';

const text = `schema S { id: string @key, n: int32 }
flow F(least: int32 = 0) {
  read s: S from csv("s.csv")
  filter some(s) where n > least
  select few(some) { id, twice: n * 2, wrong: m }
  write w(few) to csv("w.csv")
}
//- /s.csv
`;

test('mistakes that were told stay, records are the same when they are asked for', async () => {
  const { document } = await loadFlow(text);
  const flow = (document.parseResult.value as FlowFile).declarations.find(isFlow);
  if (flow === undefined) throw new Error('The text has no flow');
  const records = () => [...analyzeFlow(flow).nodes.values()].map(({ name, output }) => [name, output]);
  const [known, told, before] = [analyzeFlow(flow), checkDocument(document), records()];
  expect(told.map(({ code }) => code)).toEqual(['FLOW201']);
  restAnalysis(document);
  expect(checkDocument(document)).toBe(told);
  expect(analyzeFlow(flow)).not.toBe(known);
  expect(analyzeFlow(flow).nodes.get('few')).not.toBe(known.nodes.get('few'));
  expect(records()).toEqual(before);
});
