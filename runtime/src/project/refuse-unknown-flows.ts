import { flowSignatures, parameterMistakes } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { RunError } from '../execute/run-error.ts';
import type { Project } from './project.ts';
import { configOf } from './project-config.ts';
import { flowsOf, loadWholeProject } from './whole-project.ts';

/**
 * Throws a RunError where millrace.json has parameters of a flow that the project does not have: a slip of the pen would let a flow
 * run with others than somebody believes. Only where it names flows of other files are these read.
 */
export async function refuseUnknownFlows(project: Project, document: LangiumDocument): Promise<void> {
  const { parameters, profiles = {} } = project.config ?? {};
  const named = [parameters, ...Object.values(profiles).map((profile) => profile.parameters)];
  const flows = new Set(flowSignatures(document).map(({ name }) => name));
  if (named.every((given = {}) => Object.keys(given).every((flow) => flows.has(flow)))) return;
  await loadWholeProject(project);
  const [known, config] = [flowsOf(project), configOf(project.folder)];
  const [mistake] = known && config ? parameterMistakes(config.text, known) : [];
  if (config && mistake) throw new RunError('config-invalid', `${config.path} ${mistake.message}`);
}
