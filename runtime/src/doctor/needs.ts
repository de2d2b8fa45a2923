import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, Stage } from '@millrace/grammar';
import { lockName } from '../pinned-code/flow-lock.ts';

/** What the flows of a project cannot run without, beside what every run needs. */
export type Need = 'onnxruntime' | 'duckdb' | 'python' | 'bash' | 'git';

/** Code of other repositories is fetched by git; a project that has some has a lock file of it. */
export function needsOf(plans: readonly Plan[], projectFolder: string): ReadonlySet<Need> {
  const code: Need[] = existsSync(join(projectFolder, lockName)) ? ['git'] : [];
  return new Set([...code, ...plans.flatMap(({ stages }) => stages.flatMap(needsOfStage))]);
}

function needsOfStage(stage: Stage): Need[] {
  switch (stage.kind) {
    case 'infer':
      return ['onnxruntime'];
    case 'sql':
      return ['duckdb'];
    case 'task':
      return stage.runner.name === 'node' ? [] : [stage.runner.name];
    case 'read':
    case 'write':
      return connectorNeeds[stage.connector.name] ?? [];
    default:
      return [];
  }
}

const connectorNeeds: Readonly<Record<string, Need[]>> = { parquet: ['duckdb'] };
