import { type KeptRun, keptRunIn, runFolders } from './kept-run.ts';

/** Unfinished runs of a flow, the newest first; some of them may have a process. `flow`: of the file `source`; any if absent. */
export function unfinishedRuns(projectFolder: string, source: string, flow?: string): KeptRun[] {
  const runs = runFolders(projectFolder).flatMap((folder) => keptRunIn(folder) ?? []);
  const found = runs.filter(({ authored }) => authored.source === source && authored.flow === (flow ?? authored.flow));
  return found.sort((a, b) => (a.time < b.time ? 1 : -1));
}
