import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plan, Stage } from '@millrace/grammar';

/**
 * The plan of an unpacked package with its data where the caller is: outputs go below `dataFolder`, and inputs come from there
 * unless the package brought them along. Code and models stay in the package.
 */
export function withDataOutside(plan: Plan, options: { packageFolder: string; dataFolder: string }): Plan {
  return { ...plan, stages: plan.stages.map((stage) => moved(stage, options)) };
}

function moved(stage: Stage, { packageFolder, dataFolder }: { packageFolder: string; dataFolder: string }): Stage {
  if (stage.kind !== 'read' && stage.kind !== 'write') return stage;
  const { path } = stage.connector.options;
  if (typeof path !== 'string') return stage;
  if (stage.kind === 'read' && existsSync(resolve(packageFolder, path))) return stage;
  const options = { ...stage.connector.options, path: resolve(dataFolder, path) };
  return { ...stage, connector: { ...stage.connector, options } };
}
