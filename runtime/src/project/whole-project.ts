import { flowSignatures, type KnownFlows, namesDatasets } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { isLarge, projectFlowFiles } from './flow-files.ts';
import { loadFlowFile, type Project } from './project.ts';
import { projectFolderOf } from './project-folder.ts';

/**
 * Loads the other flow files of the project, so that what only all of them show is known. One that cannot be read says nothing
 * here: what is wrong with it is told to whoever asks for it. But then nobody knows what it uses.
 */
export async function loadWholeProject(project: Project): Promise<void> {
  const { folder, loadedFolders } = project;
  if (loadedFolders.has(folder)) return;
  try {
    const files = projectFlowFiles(folder).filter((file) => !isLarge(file));
    let unread = 0;
    for (const file of files) await loadFlowFile(project, file).catch(() => unread++);
    if (unread === 0) loadedFolders.add(folder);
  } catch {
    // A folder that may not be looked into: less is known.
  }
}

/** Whoever means to run a flow: only datasets can be wrong by what stands in files that it does not import. */
export async function loadForRun(project: Project, document: LangiumDocument): Promise<void> {
  if (namesDatasets(document)) await loadWholeProject(project);
}

/** The parameters of every flow of the project; undefined where not all of its files are read. */
export function flowsOf({ folder, services, loadedFolders }: Project): KnownFlows | undefined {
  if (!loadedFolders.has(folder)) return undefined;
  const own = services.shared.workspace.LangiumDocuments.all.filter(
    ({ uri }) => projectFolderOf(uri.fsPath) === folder,
  );
  const flows = new Map<string, Set<string>>();
  for (const { name, parameters } of own.flatMap(flowSignatures)) {
    flows.set(name, new Set([...(flows.get(name) ?? []), ...parameters.map((parameter) => parameter.name)]));
  }
  return flows;
}
