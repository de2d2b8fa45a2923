/** Whatever a person types, there is an answer: parsing, checking, analysing, planning and drawing never throw. */
import { checkDocument, diagramOf, planFlow, stepTemplate, stepTypes, toLspDiagnostic } from '@millrace/grammar';
import { isTaskNode } from '@millrace/grammar/syntax';
import fc from 'fast-check';
import { AstUtils } from 'langium';
import { expect, test } from 'vitest';
import { loadFlow, projectFolder } from '../support/flow-fixture.ts';

const whole = `
import { Merchant } from "./merchants.flow"
/** A payment. */
schema Payment extends Base { id: string @key, amount: float64 @range(min: 0), merchant: Merchant?, recent: float32[8] }
schema Base { at: timestamp, tags: string[] }
model Risk { file: "risk.onnx", useCase: "fraud" }
flow Score(threshold: float64 = 0.8, wait: duration = 5s) -> alerts {
  read payments: Payment from csv("p.csv", delimiter: ";") { onError: skip }
  select some(payments) { id, x: ln(1 + amount) ?? -2 ** 3, ...merchant as m_*, * except (id, merchant) }
  filter large(some) where x > threshold and not (m_id in ["a", "b"]) or amount between 1 and 2
  infer scored(large) with Risk { inputs: { x: [x, amount, if true then 1 else 2] }, outputs: { risk: y }, keep: all }
  task alerts(scored) -> Payment after large { run: node("t.ts", export: "t"), timeout: wait, retry: { attempts: 3 } }
  write out(alerts) to parquet("out.parquet")
  write bad(alerts.errors) to jsonl("bad.jsonl")
}
`;
const files = `
//- /merchants.flow
schema Merchant { id: string }
//- /risk.onnx
x float32[N, 3] -> y float32[N]
//- /t.ts
`;

const { services, document, files: project } = await loadFlow(`${whole}${files}`);

async function answer(text: string): Promise<void> {
  project.set(document.uri.path, text);
  await services.shared.workspace.DocumentBuilder.update([document.uri], []);
  const lines = document.textDocument.lineCount;
  for (const { range } of checkDocument(document).map(toLspDiagnostic)) {
    expect(range.start.line).toBeGreaterThanOrEqual(0);
    expect(range.end.line).toBeLessThan(lines);
  }
  JSON.stringify(diagramOf(document));
  stepTypes(document);
  for (const task of AstUtils.streamAllContents(document.parseResult.value).filter(isTaskNode)) {
    for (const language of ['typescript', 'javascript', 'python', 'bash'] as const) stepTemplate(task, language);
  }
  JSON.stringify(planFlow({ document, projectFolder }).plan);
}

const tokens = whole.match(/[A-Za-z_]\w*|"[^"]*"|\d+\w*|\S/g) as string[];
const pieces = fc.array(fc.constantFrom(...tokens), { maxLength: 60 }).map((some) => some.join(' '));

test('[L9] any text has an answer', () =>
  fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme' }), answer), { numRuns: 50 }));

test('[L9] any words of the language in any order have an answer', () =>
  fc.assert(fc.asyncProperty(pieces, answer), { numRuns: 100 }));

test('[L9] a flow that is cut off, or has a hole, has an answer', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.nat(40), (start, length) =>
      answer(whole.slice(0, start) + whole.slice(start + length)),
    ),
    { numRuns: 100 },
  ));

test('[L9] a flow with words in wrong places has an answer', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(tokens.length - 1), pieces, (place, more) =>
      answer([...tokens.slice(0, place), more, ...tokens.slice(place)].join(' ')),
    ),
    { numRuns: 100 },
  ));

const deep: [string, (depth: number) => string][] = [
  ['parentheses', (depth) => `${'('.repeat(depth)}amount${')'.repeat(depth)} > 1`],
  ['parentheses left open', (depth) => '('.repeat(depth)],
  ['calls', (depth) => `${'abs('.repeat(depth)}amount${')'.repeat(depth)} > 1`],
  ['lists', (depth) => `amount in ${'['.repeat(depth)}1${']'.repeat(depth)}`],
  ['sums', (depth) => `amount${' + 1'.repeat(depth)} > 1`],
  ['powers', (depth) => `amount${' ** 1'.repeat(depth)} > 1`],
  ['negations', (depth) => `${'not '.repeat(depth)}true`],
  ['conditions', (depth) => `${'if true then true else '.repeat(depth)}true`],
];

test.each(deep)(
  '[L9] %s nested however deep have an answer, and the statements around stay known',
  async (_, condition) => {
    const [start, end] = [whole.indexOf('x > threshold'), whole.indexOf('  infer scored')];
    for (const depth of [20, 200, 20_000]) {
      await answer(`${whole.slice(0, start)}${condition(depth)}\n${whole.slice(end)}`);
      expect(diagramOf(document)?.nodes.map(({ name }) => name)).toContain('scored');
    }
  },
);
