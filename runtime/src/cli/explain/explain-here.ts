import type { Plan } from '@millrace/grammar';
import type { Explanation } from '../../cache/explain.ts';
import { explainNodes } from '../../cache/explain-flow.ts';
import { noEarlierResults } from '../../cache/no-earlier-results.ts';
import { earlierResultsOf } from '../../catalogue/earlier-results.ts';
import { lastRunOf } from '../../catalogue/last-run.ts';
import { resolvePlan } from '../../catalogue/resolve-plan.ts';
import type { Project } from '../../project/project.ts';
import { existingCatalogueOf } from '../project-catalogue.ts';
import type { ProfileChoice } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';

/** Loads the catalogue, and with it native code. Explains all nodes whose results stay where none is named. */
export async function explainHere(
  { folder, config }: Project,
  plan: Plan,
  choice: ProfileChoice,
  terminal: Terminal,
  nodes?: readonly string[],
): Promise<Explanation[]> {
  const catalogue = await existingCatalogueOf(folder, config, choice, terminal);
  try {
    const context = {
      projectFolder: folder,
      earlier: catalogue ? earlierResultsOf(catalogue) : noEarlierResults,
      lastRun: async (of: Plan, node: string) => catalogue && lastRunOf(catalogue, of, node),
    };
    return await explainNodes(await resolvePlan(plan, catalogue), context, nodes);
  } finally {
    await catalogue?.close();
  }
}
