import type { Plan, Stage } from '@millrace/grammar';
import type { Project } from '../project/project.ts';
import { existingCatalogueOf } from './project-catalogue.ts';
import type { ProfileChoice } from './settings-of.ts';
import type { Terminal } from './terminal.ts';

/** Fills in what only the catalogue knows of a part of a flow that runs without being recorded. It is opened only where it is asked. */
export function resolvedBy({ folder, config }: Project, choice: ProfileChoice, terminal: Terminal) {
  return async (plan: Plan): Promise<Plan> => {
    if (!plan.stages.some(asksCatalogue)) return plan;
    const { resolvePlan } = await import('./later.ts');
    const catalogue = await existingCatalogueOf(folder, config, choice, terminal);
    try {
      return await resolvePlan(plan, catalogue);
    } finally {
      await catalogue?.close();
    }
  };
}

function asksCatalogue(stage: Stage): boolean {
  if (stage.kind === 'read') return stage.connector.name === 'dataset';
  return stage.kind === 'infer' && 'checkpoint' in stage.model;
}
