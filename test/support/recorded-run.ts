/** Catalogues of both kinds for tests, and real runs that are recorded in them. */
import path from 'node:path';
import { type Plan, planFlow } from '@millrace/grammar';
import { URI } from 'langium';
import {
  type Catalogue,
  catalogueRecorder,
  loadFlowFile,
  openCatalogue,
  openProject,
  type RecorderOptions,
  type RunOptions,
  runPlan,
} from 'millrace';
import type { RunFinished } from 'millrace/protocol';
import { onTestFinished } from 'vitest';
import { ownDatabase, type TestPostgres } from './postgres.ts';
import { type Files, projectFolder } from './project-folder.ts';

export const stores = ['SQLite', 'PostgreSQL'] as const;
export type StoreName = (typeof stores)[number];

/** A folder with these files and its catalogue, both gone when the test is over. */
export async function ownCatalogue(store: StoreName, postgres: TestPostgres, files: Files = {}): Promise<Catalogue> {
  const folder = projectFolder(files);
  const url = store === 'PostgreSQL' ? await ownDatabase(postgres) : undefined;
  const catalogue = await openCatalogue({ projectFolder: folder, name: 'tested', url });
  onTestFinished(() => catalogue.close());
  return catalogue;
}

/** A flow that keeps some payments, in euros, and puts bad records aside. */
export const paymentsProject: Files = {
  'main.flow': `schema Payment { id: int32, card: string @pii, amount: float64 }
flow Payments(rate: float64 = 2.0, least: float64 = 0.0) -> euros {
  read payments: Payment from csv("data/payments.csv")
  select euros(payments) { id, euros: amount * rate }
  filter large(euros) where euros >= least
  write out(large) to csv("out/euros.csv")
  write bad(payments.errors) to jsonl("out/bad.jsonl") { allow: [record] }
}
`,
  'data/payments.csv': 'id,card,amount\n1,4111,10\n2,4222,lots\n3,4333,30\n',
};

export async function planIn(
  folder: string,
  parameters: Record<string, string> = {},
  file = 'main.flow',
): Promise<Plan> {
  const project = openProject(folder);
  const document = await loadFlowFile(project, path.join(folder, file));
  const { plan, problems, diagnostics } = planFlow({ document, parameters, projectFolder: URI.file(folder) });
  if (plan === undefined) throw new Error([...problems, ...diagnostics.map(({ message }) => message)].join('\n'));
  return plan;
}

export async function recordedRun(
  catalogue: Catalogue,
  plan: Plan,
  options: Partial<RunOptions> & RecorderOptions = {},
): Promise<RunFinished & { runId: string }> {
  const { name, ...rest } = options;
  const runId = options.runId ?? crypto.randomUUID();
  const recorder = catalogueRecorder(catalogue, { name });
  const finished = await runPlan(plan, { projectFolder: catalogue.projectFolder, recorder, ...rest, runId });
  return { ...finished, runId };
}
