/** However many there are of one thing, there is an answer: no list of a text travels as the arguments of a call. */
import { checkDocument, diagramOf, formatFlow, planFlow, toLspDiagnostic } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { loadFlow, projectFolder } from '../support/flow-fixture.ts';

const inFlow = (statements: string) => `schema S { a: int32 }
flow F {
 read s: S from jsonl("s.jsonl")
 ${statements}
 write w(s) to jsonl("w.jsonl")
}
`;

const texts: [string, (n: number) => string][] = [
  ['comments above the first word', (n) => `${'//\n'.repeat(n)}${inFlow('')}`],
  ['comments inside of a schema', (n) => `schema T {\n${'//\n'.repeat(n)} b: int32 }\n${inFlow('')}`],
  ['comments between two nodes', (n) => inFlow('//\n'.repeat(n))],
  ['comments at the end', (n) => `${inFlow('')}${'//\n'.repeat(n)}`],
  ['lines of a text', (n) => inFlow(`sql q(s) """${'a\n'.repeat(n)}"""`)],
  ['empty lines', (n) => inFlow('\n'.repeat(n))],
];

test.each(texts)('[L9] very many %s have an answer', async (_, text) => {
  const { document } = await loadFlow(text(140_000));
  checkDocument(document).map(toLspDiagnostic);
  expect(diagramOf(document)?.nodes.map(({ name }) => name)).toContain('w');
  JSON.stringify(planFlow({ document, projectFolder }).plan);
  formatFlow(document.textDocument.getText());
});
