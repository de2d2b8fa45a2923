import { resolve } from 'node:path';
import type { LangiumDocument } from 'langium';
import { flowFiles } from '../project/flow-files.ts';
import { loadFlowFile, openProject, type Project } from '../project/project.ts';
import { refuseUnknownFlows } from '../project/refuse-unknown-flows.ts';
import { loadForRun } from '../project/whole-project.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface FlowFile {
  project: Project;
  document: LangiumDocument;
  /** Out of a package: its author was warned, and its data is looked for elsewhere. */
  isPackaged?: boolean;
}

/** The one flow file that a command is about. */
export async function openFlowFile(path: string, { cwd }: Terminal): Promise<FlowFile> {
  const [file, ...others] = flowFiles([resolve(cwd, path)]);
  if (file === undefined) throw new UsageError(`There is no .flow file in ${path}`);
  if (others.length > 0) throw new UsageError(`${path} has several .flow files; name one, such as ${file}`);
  const project = openProject(file);
  const document = await loadFlowFile(project, file);
  await loadForRun(project, document);
  await refuseUnknownFlows(project, document);
  return { project, document };
}
