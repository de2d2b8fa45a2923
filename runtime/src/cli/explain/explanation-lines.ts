import { changeWords } from '../../cache/change-words.ts';
import type { Change } from '../../cache/changes.ts';
import type { Explanation } from '../../cache/explain.ts';
import type { Stream } from '../terminal.ts';

type Colors = Stream['colors'];

const stateWords: Record<Explanation['state'], string> = {
  fresh: 'up to date',
  stale: 'stale',
  gone: 'gone',
  new: 'new',
  always: 'runs always',
};

/** One line with the state, and below it one for each reason. */
export function explanationLines(explanation: Explanation, colors: Colors): string[] {
  const { node, kind } = explanation;
  const head = `${colors.dim(kind)} ${colors.bold(node)}: ${stateText(explanation, colors)}${because(explanation)}`;
  return [head, ...explanation.changes.map((change) => `  ${reasonText(change, node, colors)}`)];
}

export function stateText({ state }: Explanation, { green, yellow }: Colors): string {
  return (state === 'fresh' ? green : yellow)(stateWords[state]);
}

function because({ state, run, path, changes }: Explanation): string {
  const since = run && `run ${run.id.slice(0, 8)} of ${run.startedAt.slice(0, 16).replace('T', ' ')} UTC`;
  if (state === 'fresh') return `; ${path ?? 'its result'} is as ${since ?? 'an earlier run'} left it`;
  if (state === 'new') return '; no run of this flow has come to its end yet';
  if (state === 'always') return '; every run computes it again';
  if (state === 'gone') return `; ${path ?? 'its result'} is not there any more, or not as ${since} left it`;
  return `; ${changes.length === 1 ? 'one thing has' : `${changes.length} things have`} changed since ${since}`;
}

/** Names the node where the change began, where that is another. */
function reasonText(change: Change, node: string, { dim }: Colors): string {
  const where = change.node === node ? '' : `${dim('at')} ${change.node}: `;
  return `${where}${changeWords(change)}`;
}
