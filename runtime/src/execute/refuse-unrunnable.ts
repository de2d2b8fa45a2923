import type { Plan, Stage } from '@millrace/grammar';
import { RunError } from './run-error.ts';

/** A plan with a part that cannot run here is refused before anything starts, so that nothing is half done; the first is named. */
export function refuseUnrunnable({ stages }: Plan): void {
  for (const stage of stages) {
    const part = unrunnablePart(stage);
    if (part === undefined) continue;
    const message = `"${stage.name}" cannot run: ${part}`;
    throw new RunError('kind-not-runnable', message, { node: stage.name });
  }
}

function unrunnablePart(stage: Stage): string | undefined {
  if ((stage.kind === 'read' || stage.kind === 'write') && stage.connector.name === 'dataset') {
    return 'batches of datasets are in the catalogue of a project, and this run has none: run it in its project, without --no-record';
  }
  if (stage.kind === 'infer' && 'checkpoint' in stage.model) {
    const { name, checkpoint } = stage.model;
    return `the checkpoint ${checkpoint} of ${name} is in the catalogue of a project, and this run has none: run it in its project, without --no-record; with checkpoint: file it runs the file it names`;
  }
  return unkeptPatience(stage) ?? (stage.deployment && unrunnableDeployment(stage));
}

/**
 * A file is read and written in one go. Batches keep the size they come in, save where they are read, scored, made of whole
 * inputs or given to code.
 * What a filter, a join or a query does again gives the same, and all but the query wait for nobody, so there `retry` and
 * `timeout` ask for nothing.
 */
function unkeptPatience({ kind, retry, timeoutMs, batch }: Stage): string | undefined {
  const isOfFile = kind === 'read' || kind === 'write';
  const isUnkept = {
    retry: isOfFile && retry !== undefined,
    timeout: (isOfFile || kind === 'sql') && timeoutMs !== undefined,
    batch: !batchingKinds.has(kind) && batch.max !== undefined,
  };
  const [asked] = Object.entries(isUnkept).find(([, is]) => is) ?? [];
  return asked && notKept(asked);
}

const batchingKinds = new Set<Stage['kind']>(['read', 'infer', 'task', 'aggregate', 'sql']);

function notKept(asked: string): string {
  return `this version does not keep what "${asked}" asks for`;
}

/** What it asks for would silently not be kept: workers and limits are those of the processes that run the code of tasks. */
function unrunnableDeployment({ kind, deployment: { scale, resources } = {} }: Stage): string | undefined {
  const asked = kind === 'task' ? {} : { scale, resources };
  const [unkept] = Object.entries(asked).find(([, value]) => value) ?? [];
  return unkept && notKept(unkept);
}
