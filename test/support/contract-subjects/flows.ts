/** What is held as whole flows: the two ends of a pipe, and what is gone from a plan. */
import { batchMax, type FlowContract } from '../flow-contract.ts';

const flowWith = (nodes: string, end: string, failing: string) => `schema Row { id: int32, text: string? }

flow Main {
  read rows: Row from stdin() { batch: { max: ${batchMax} } }
${nodes}  write out(${end}) to stdout()
  write bad(${failing}.errors) to jsonl("bad.jsonl")
}
`;

const increments = 'id: id + 1, text';
const incremented: Pick<FlowContract, 'bad' | 'expected'> = {
  bad: { id: 2147483647, text: 'bad' },
  expected: ({ id, text }) => ({ id: Number(id) + 1, text }),
};

const use = `flow Inner(given: stream Row) -> next {
  select next(given) { ${increments} }
}

${flowWith('  use inner: Inner(given: rows)\n', 'inner', 'inner.next')}`;

const group = flowWith(`  group "Outer" { group "Inner" { select next(rows) { ${increments} } } }\n`, 'next', 'next');

const inPlan = (kind: string) => `A plan has no ${kind}: its nodes are closed, each as its own row says.`;

export const flows: Readonly<Record<string, FlowContract>> = {
  'read from stdin, write to stdout': {
    text: flowWith('', 'rows', 'rows'),
    bad: { id: 'x' },
    expected: (row) => row,
    closing: 'A process has one stdin and one stdout, which end with it.',
  },
  use: { text: use, ...incremented, closing: inPlan('use') },
  group: { text: group, ...incremented, closing: inPlan('group') },
};
