import { type FlowSignature, flowSignatures, type Plan, planFlow } from '@millrace/grammar';
import { type LangiumDocument, URI } from 'langium';
import { RunError } from '../execute/run-error.ts';
import type { Project } from '../project/project.ts';
import { leavingPaths } from './data-outside.ts';
import { standInValues } from './stand-in-values.ts';
import type { PackageFile } from './write-archive.ts';

export interface PackagePlans {
  /** Of every flow: what it says of code and models is what the package needs. */
  needed: Plan[];
  /** Those that can be run as they are, as files. */
  files: PackageFile[];
  notes: string[];
}

/**
 * Plans every flow. One with a parameter that has no default can only be planned when somebody runs it: its needs are found
 * with a value that stands in, and its plan stays out of the package.
 */
export function plansOf(project: Project, documents: readonly LangiumDocument[]): PackagePlans {
  const plans: PackagePlans = { needed: [], files: [], notes: [] };
  for (const document of documents) {
    for (const flow of flowSignatures(document)) addPlan(plans, project, document, flow);
  }
  return plans;
}

function addPlan(plans: PackagePlans, project: Project, document: LangiumDocument, flow: FlowSignature): void {
  const parameters = standInValues(flow);
  const { plan, missingCode } = planFlow({
    document,
    flow: flow.name,
    parameters,
    projectFolder: URI.file(project.folder),
  });
  if (missingCode.length > 0) throw notFetched(missingCode);
  if (plan) plans.needed.push(plan);
  if (plan) plans.notes.push(...leavingPaths(plan).map((problem) => `Flow ${flow.name} will not run: ${problem}`));
  const names = Object.keys(parameters).map((name) => `"${name}"`);
  if (plan && names.length === 0) plans.files.push(planFile(plan));
  else if (names.length > 0)
    plans.notes.push(`Flow ${flow.name} is packed without a plan: ${names.join(', ')} is given when it runs`);
}

function notFetched(missing: readonly string[]): RunError {
  const what = missing.map((code) => `"${code}"`).join(', ');
  return new RunError(
    'package-file-missing',
    `The code ${what} is not in the project as flow.lock says; fetch it with: millrace lock`,
  );
}

/** Below the folder that Millrace keeps for itself, so that it never meets a file of the project. */
function planFile(plan: Plan): PackageFile {
  const text = `${JSON.stringify(plan, undefined, 2)}\n`;
  return { path: `.millrace/plans/${plan.source}/${plan.flow}.json`, from: { bytes: Buffer.from(text, 'utf8') } };
}
