/** Nodes that wait for all of an input, and what else the same source feeds: nobody waits for ever, and nothing is lost. */
import fc from 'fast-check';
import { heldEdges } from 'millrace';
import { describe, expect, test } from 'vitest';
import { graphs, planned } from '../../support/any-graph.ts';
import { planOf } from '../../support/plans.ts';
import { lines, writeOf } from '../../support/row-plans.ts';
import { projectWith, runIn } from '../../support/run-plans.ts';

describe('held is', () => {
  test.each([
    ['nothing of an ordinary join', ['a = read', 'b = read', 'j = join a b'], []],
    ['nothing of what waits alone', ['a = read', 't = aggregate a', 'f = filter t', 's = sql f t'], []],
    ['the left of a join with itself', ['a = read', 'j = join a a'], ['a->j.0']],
    ['the left of a join with what was made of it', ['a = read', 't = aggregate a', 'j = join a t'], ['a->j.0']],
    ['what a union takes beside a total', ['a = read', 't = aggregate a', 'u = union t a'], ['a->u.1']],
    [
      'what each of two joins streams that waits for the source of the other',
      ['a = read', 'b = read', 'j = join a b', 'k = join b a'],
      ['a->j.0', 'b->k.0'],
    ],
    [
      'the records of a result that wait for a total of them',
      ['a = read', 't = aggregate a', 'f = filter t', 's = sql f', 'j = join f s'],
      ['f->j.0'],
    ],
    [
      'what a union takes out of step',
      ['a = read', 'b = read', 'u = union a b', 'v = union u a'],
      ['u->v.0', 'a->v.1'],
    ],
    ['nothing of a union in step', ['a = read', 'f = filter a', 'u = union a f'], []],
  ])('%s', (_, text, held) => {
    const plan = planOf(text.map(planned));
    expect([...heldEdges(plan)].map((edge) => edge.id)).toEqual(held);
  });
});

test('a cancel while a join waits for its right side ends everything, and leaves nothing', async () => {
  await using project = await projectWith({ 'rows.jsonl': lines(500) });
  const graph = ['a = read', 't = aggregate a', 'j = join a t'];
  const stopped = new AbortController();
  const run = await runIn(project.folder, planOf([...graph.map(planned), writeOf('w', 'j')]), {
    signal: stopped.signal,
    onEvent: (event) => event.type === 'node-started' && event.node === 'j' && setImmediate(() => stopped.abort()),
  });
  expect(run.finished.status).toBe('cancelled');
  expect(await project.files()).toEqual(['rows.jsonl']);
});

/** More batches than queues hold. */
const count = 40;

/** Far more than a run takes: who waits for ever is stopped, so that the flow that did can be named. */
const standstillMs = 30_000;

type Records = number[];
const meanings: Record<string, (inputs: Records[]) => Records> = {
  read: () => Array.from({ length: count }, (_, n) => n),
  filter: ([input = []]) => input.filter((n) => n % 3 !== 0),
  join: ([left = [], right = []]) => left.flatMap((n) => right.filter((other) => other === n)),
  union: (inputs) => inputs.flat(),
  aggregate: ([input = []]) => [...new Set(input)],
};

function meaningOf(graph: string[]): Record<string, Records> {
  const results: Record<string, Records> = {};
  for (const line of graph) {
    const [name = '', , kind = '', ...from] = line.split(' ');
    const inputs = from.map((input) => results[input] as Records);
    results[name] = (meanings[kind] as (inputs: Records[]) => Records)(inputs);
  }
  return results;
}

test('[N7] whatever nodes wait for whatever, every flow ends and gives what it means', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (graph) => {
      await using project = await projectWith({ 'rows.jsonl': lines(count) });
      const last = graph.map((line) => line.split(' ')[0] as string);
      const plan = planOf([...graph.map(planned), ...last.map((name) => writeOf(`w${name}`, name))]);
      const run = await runIn(project.folder, plan, { signal: AbortSignal.timeout(standstillMs) });
      expect(run.finished).toMatchObject({ status: 'succeeded' });
      for (const [name, expected] of Object.entries(meaningOf(graph))) {
        const found = (await project.jsonLines(`out/w${name}.jsonl`)).map((record) => record.id as number);
        expect(found.sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
