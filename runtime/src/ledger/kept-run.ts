/** What lies in the folder of an unfinished run beside its ledger: which run it is and what it executes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@millrace/grammar';
import { storeFolderName } from '../project/store-folder.ts';
import { writeWhole } from '../project/write-whole.ts';

export interface KeptRun {
  runId: string;
  /** Of Millrace, for another one may cut batches at other places. */
  version: string;
  /** ISO 8601 in UTC. */
  time: string;
  /** The plan of the flow. */
  authored: Plan;
  /** What is executed in its place: without what earlier runs have left. */
  executed: Plan;
  /** What the command was given to choose the flow and its parameters. */
  choice: Readonly<Record<string, unknown>>;
}

export const runsFolderName = 'runs';
const fileName = 'plan.json';

/** Answers what it wrote. */
export function keepRun(folder: string, { runId, version, time, authored, executed, choice }: KeptRun): string {
  const kept: KeptRun = { runId, version, time, authored, executed, choice };
  const text = `${JSON.stringify(kept)}\n`;
  writeWhole(join(folder, fileName), text);
  return text;
}

/** What `keepRun` wrote, as it is now. */
export function keptText(folder: string): string {
  return readFileSync(join(folder, fileName), 'utf8');
}

/** undefined where the folder has none that can be read: the run was ended before it executed anything. */
export function keptRunIn(folder: string): KeptRun | undefined {
  try {
    const kept: unknown = JSON.parse(keptText(folder));
    return isKeptRun(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** The folders of unfinished runs of a project, whether their processes are there or not. */
export function runFolders(projectFolder: string): string[] {
  const folder = join(projectFolder, storeFolderName, runsFolderName);
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

function isKeptRun(kept: unknown): kept is KeptRun {
  if (typeof kept !== 'object' || kept === null) return false;
  const { runId, version, time, authored, executed } = kept as Partial<Record<keyof KeptRun, unknown>>;
  return [runId, version, time].every((text) => typeof text === 'string') && isPlan(authored) && isPlan(executed);
}

function isPlan(plan: unknown): boolean {
  return typeof plan === 'object' && plan !== null && 'stages' in plan && 'flow' in plan && 'source' in plan;
}
