import type { Plan } from '@millrace/grammar';
import { catalogueRecorder } from '../catalogue/recorder/catalogue-recorder.ts';
import type { Project } from '../project/project.ts';
import { openCatalogueOf } from './project-catalogue.ts';
import type { RunOptions } from './run-options.ts';
import { runPlanHere } from './run-plan-here.ts';
import type { Terminal } from './terminal.ts';

/** Runs a plan of a project and keeps in its catalogue what it did, unless it is told not to; answers the exit code. */
export async function runRecorded(
  plan: Plan,
  { folder, config }: Project,
  options: RunOptions,
  terminal: Terminal,
): Promise<number> {
  const { json, name, record = true } = options;
  if (!record) return runPlanHere(plan, { folder, json }, terminal);
  const catalogue = await openCatalogueOf(folder, config, options, terminal);
  try {
    const recorder = catalogueRecorder(catalogue, { name });
    return await runPlanHere(plan, { folder, json, recorder }, terminal);
  } finally {
    await catalogue.close();
  }
}
