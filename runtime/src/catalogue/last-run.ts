import type { Plan } from '@millrace/grammar';
import type { LastRun } from '../cache/explain.ts';
import type { Catalogue } from './catalogue.ts';
import { nodesOfRun } from './run-nodes.ts';

/** The newest run of this flow of this file in which the node came to its end, or had come to it before. */
export async function lastRunOf(
  catalogue: Catalogue,
  { flow, source }: Pick<Plan, 'flow' | 'source'>,
  node: string,
): Promise<LastRun | undefined> {
  const { db, project } = catalogue;
  const run = await db
    .selectFrom('runs')
    .innerJoin('runNodes', 'runNodes.runId', 'runs.id')
    .select(['runs.id', 'runs.startedAt', 'runNodes.fingerprint'])
    .where('runs.project', '=', project)
    .where('runs.flow', '=', flow)
    .where('runs.source', '=', source)
    .where('runNodes.node', '=', node)
    .where('runNodes.status', 'in', ['succeeded', 'cached'])
    .orderBy('runs.startedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (run === undefined) return undefined;
  const nodes = await nodesOfRun(catalogue, run.id);
  return { ...run, parts: new Map(nodes.map(({ node, fingerprintParts }) => [node, fingerprintParts])) };
}
