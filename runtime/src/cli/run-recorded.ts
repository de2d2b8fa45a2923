import type { Plan } from '@millrace/grammar';
import { runWithCache } from '../cache/cached-run.ts';
import { earlierResultsOf } from '../catalogue/earlier-results.ts';
import { checkpointsIn } from '../catalogue/models.ts';
import { catalogueRecorder } from '../catalogue/recorder/catalogue-recorder.ts';
import { resolvePlan } from '../catalogue/resolve-plan.ts';
import { reviewsIn } from '../catalogue/reviews.ts';
import { RunError } from '../execute/run-error.ts';
import type { Project } from '../project/project.ts';
import { sliceTo } from '../slices/slice-to.ts';
import { openCatalogueOf } from './project-catalogue.ts';
import { resumable } from './resumable.ts';
import type { RunOptions } from './run-options.ts';
import { type RunPlace, runPlanHere } from './run-plan-here.ts';
import { secretSources, settingsOf } from './settings-of.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs what of a plan of a project earlier runs have not left as it would be, and keeps in its catalogue what it did. Without a
 * record everything runs, for nothing is known of earlier runs. Answers the exit code.
 */
export async function runRecorded(
  plan: Plan,
  project: Project,
  options: RunOptions,
  terminal: Terminal,
  onEvent?: RunPlace['onEvent'],
): Promise<number> {
  const { folder, config } = project;
  const { json, name, to, force: isForced, record = true } = options;
  const secrets = secretSources(settingsOf(project, options, terminal));
  if (!record) {
    const part = to === undefined ? plan : sliceTo(plan, [to]);
    return runPlanHere(
      part,
      { folder, json, secrets, onEvent, ...(await resumable(part, folder, secrets, options)) },
      terminal,
    );
  }
  const catalogue = await openCatalogueOf(folder, config, options, terminal).catch(sayWayOut);
  try {
    const known = await resolvePlan(plan, catalogue);
    const kept = await resumable(plan, folder, secrets, options);
    const recorder = catalogueRecorder(catalogue, { name });
    const earlier = earlierResultsOf(catalogue);
    const made = { checkpoints: checkpointsIn(catalogue, useCasesOf(known)), reviews: reviewsIn(catalogue) };
    const execute: RunPlace['execute'] = (plan, run) => runWithCache(plan, { ...run, ...made, earlier, to, isForced });
    return await runPlanHere(known, { folder, json, secrets, onEvent, recorder, execute, ...kept }, terminal);
  } finally {
    await catalogue.close();
  }
}

/** A catalogue that cannot be used need not keep anybody from running. */
function sayWayOut(error: unknown): never {
  if (!(error instanceof RunError)) throw error;
  const message = `${error.message}. To run without the catalogue of runs, add --no-record`;
  throw new RunError(error.code, message, { cause: error });
}

/** By model, of those that the flow makes. */
function useCasesOf({ stages }: Plan): Map<string, string> {
  const made = stages.filter((stage) => stage.kind === 'task');
  return new Map(made.flatMap(({ model, useCase }) => (model && useCase ? [[model, useCase] as const] : [])));
}
