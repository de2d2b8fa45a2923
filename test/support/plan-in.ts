import { join } from 'node:path';
import { type Plan, planFlow } from '@millrace/grammar';
import { URI } from 'langium';
import { loadFlowFile, openProject } from 'millrace';

export interface PlanChoice {
  file?: string;
  flow?: string;
  parameters?: Record<string, string>;
}

/** The plan of a flow of a project's folder, as the command makes it; throws with what is wrong. */
export async function planIn(folder: string, { file = 'main.flow', flow, parameters }: PlanChoice = {}): Promise<Plan> {
  const document = await loadFlowFile(openProject(folder), join(folder, file));
  const planned = planFlow({ document, flow, parameters, projectFolder: URI.file(folder) });
  if (planned.plan !== undefined) return planned.plan;
  throw new Error([...planned.problems, ...planned.diagnostics.map(({ message }) => message)].join('\n'));
}
