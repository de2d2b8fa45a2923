import { existsSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import type { Plan, ReadStage, Stage, WriteStage } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';

/**
 * The plan of an unpacked package with its data where the caller is: outputs go below `dataFolder`, and inputs come from there
 * unless the package brought them along. Code and models stay in the package. Throws a RunError for a path that leads out of
 * the folder: a package comes from somebody else.
 */
export function withDataOutside(plan: Plan, options: { packageFolder: string; dataFolder: string }): Plan {
  const [problem] = leavingPaths(plan);
  if (problem !== undefined) throw new RunError('package-outside', problem);
  refuseModels(plan);
  return { ...plan, stages: plan.stages.map((stage) => moved(stage, options)) };
}

/** What a package is unpacked to goes with the run, and a checkpoint with it. */
function refuseModels({ stages }: Plan): void {
  const maker = stages.find((stage) => stage.kind === 'task' && stage.model !== undefined);
  if (maker?.kind !== 'task') return;
  const { name: node, model } = maker;
  const message = `"${node}" makes a checkpoint of ${model}, which is kept in the catalogue of a project, and a package has none: run it in its project`;
  throw new RunError('kind-not-runnable', message, { node });
}

/** What of a plan a package can't run, one sentence each: the paths of data that lead out of the project's folder. */
export function leavingPaths({ stages }: Plan): string[] {
  return stages.flatMap((stage) => {
    const path = dataPath(stage);
    if (path === undefined || !leaves(path)) return [];
    const does = stage.kind === 'read' ? 'reads' : 'writes';
    return [`"${stage.name}" ${does} "${path}", but a package reads and writes only below the folder it is run in`];
  });
}

function leaves(path: string): boolean {
  const normal = posix.normalize(path);
  return posix.isAbsolute(normal) || /^[A-Za-z]:/.test(normal) || normal === '..' || normal.startsWith('../');
}

function dataPath(stage: Stage): string | undefined {
  if (!hasData(stage)) return undefined;
  const { path } = stage.connector.options;
  return typeof path === 'string' ? path : undefined;
}

function hasData(stage: Stage): stage is ReadStage | WriteStage {
  return stage.kind === 'read' || stage.kind === 'write';
}

function moved(stage: Stage, { packageFolder, dataFolder }: { packageFolder: string; dataFolder: string }): Stage {
  const path = dataPath(stage);
  if (path === undefined || !hasData(stage)) return stage;
  if (stage.kind === 'read' && existsSync(resolve(packageFolder, path))) return stage;
  const options = { ...stage.connector.options, path: resolve(dataFolder, path) };
  return { ...stage, connector: { ...stage.connector, options } };
}
