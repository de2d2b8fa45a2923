import { RunError } from '../execute/run-error.ts';

/** The run that started this one, as OpenLineage has it. */
export interface ParentRun {
  run: { runId: string };
  job: { namespace: string; name: string };
}

/** As schedulers hand it down: `namespace/name/runId`, where the namespace may have slashes itself. */
export const parentVariable = 'OPENLINEAGE_PARENT_ID';

/** undefined where there is none. Throws a RunError for a text that is no such thing. */
export function parentRun(text: string | undefined): ParentRun | undefined {
  if (text === undefined || text === '') return undefined;
  const [, namespace, name, runId] = /^(.+)\/([^/]+)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(text) ?? [];
  if (namespace === undefined || name === undefined || runId === undefined)
    throw new RunError('config-invalid', `The environment variable ${parentVariable} must be namespace/name/runId`);
  return { run: { runId }, job: { namespace, name } };
}
