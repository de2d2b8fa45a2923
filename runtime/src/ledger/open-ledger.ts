/**
 * Begins runs that can be resumed, and resumes them. What dead runs of the same flow have left goes when it is run anew; a run whose
 * process is there is never touched. One lock for all of a project's runs is held while this is decided.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@millrace/grammar';
import { connectors } from '../connectors/index.ts';
import { openSqlite, type SqliteFile, type SqliteOptions, sqliteFailure } from '../databases/sqlite.ts';
import { RunError } from '../execute/run-error.ts';
import type { RunLedger } from '../execute/run-ledger.ts';
import { makeStoreFolder } from '../project/store-folder.ts';
import type { SecretSources } from '../secrets/secrets.ts';
import { abandonOutputs } from './abandon-outputs.ts';
import { type KeptRun, keptRunIn, runFolders, runsFolderName } from './kept-run.ts';
import { planChanges } from './plan-changes.ts';
import { isInUse, type LedgerRun, SqliteLedger } from './sqlite-ledger.ts';

export interface NewRun {
  /** Absolute. */
  projectFolder: string;
  runId: string;
  version: string;
  authored: Plan;
  choice: Readonly<Record<string, unknown>>;
  /** Where secrets come from that are not in the environment variable of their name. */
  secrets?: SecretSources;
  /** Nothing of it is wanted to be kept, so that a full disk is no reason not to run. */
  isUnrecorded?: boolean;
}

/**
 * A new run; without a ledger, and why, where it cannot be resumed. Rejects with a RunError where the disk is full: who counts on going
 * on later should know before hours of work, unless they want nothing to be kept.
 */
export async function beginRun(run: NewRun): Promise<{ ledger?: RunLedger; whyNotResumable?: string }> {
  const passing = passingConnector(run.authored);
  if (passing !== undefined) return { whyNotResumable: `what passes by "${passing}" cannot be had again` };
  try {
    return { ledger: await newLedger(run) };
  } catch (error) {
    const bearable = ['file-not-permitted', ...(run.isUnrecorded ? ['disk-full'] : [])];
    if (!(error instanceof RunError) || !bearable.includes(error.code)) throw error;
    return { whyNotResumable: `nothing can be kept of it: ${error.message}` };
  }
}

function passingConnector({ stages }: Plan): string | undefined {
  const names = stages.flatMap((stage) => ('connector' in stage ? [stage.connector.name] : []));
  return names.find((name) => connectors.get(name)?.isPassing);
}

async function newLedger(run: NewRun): Promise<SqliteLedger> {
  const runs = makeStoreFolder(run.projectFolder, runsFolderName);
  return whileLocked(runs, async () => {
    for (const folder of runFolders(run.projectFolder)) await clearAway(folder, run);
    const folder = join(runs, run.runId);
    mkdirSync(folder);
    return new SqliteLedger({ ...run, folder, time: new Date().toISOString() });
  });
}

/** Rejects with `run-live` where its process is there, `resume-impossible` where it would not be the same run. */
export async function resumeRun(
  kept: KeptRun,
  { projectFolder, version, authored, secrets }: NewRun,
): Promise<SqliteLedger> {
  const { runId } = kept;
  const refuse = (said: string) =>
    new RunError(
      'resume-impossible',
      `Run ${runId} cannot be resumed: ${said}. Run again without --resume, which begins anew`,
    );
  if (kept.version !== version) throw refuse(`it was begun by Millrace ${kept.version}, and this is ${version}`);
  const changes = planChanges(kept.authored, authored);
  if (changes !== undefined) throw refuse(`the flow is not what it was (${changes})`);
  const runs = makeStoreFolder(projectFolder, runsFolderName);
  return whileLocked(runs, async () => {
    const folder = join(runs, runId);
    if (!existsSync(folder)) throw refuse('it has come to its end meanwhile, or was cleared away');
    return lockedLedger({ ...kept, projectFolder, secrets, folder });
  });
}

function lockedLedger(run: LedgerRun): SqliteLedger {
  try {
    return new SqliteLedger(run);
  } catch (error) {
    if (!(error instanceof RunError) || error.code !== 'database-busy') throw error;
    const message = `Run ${run.runId} is still going on in another process: wait for it, or end it first`;
    throw new RunError('run-live', message, { cause: error });
  }
}

/** What another run of the same flow has left, if its process is gone; also what one left that did not come to execute anything. */
async function clearAway(folder: string, { projectFolder, secrets, authored }: NewRun): Promise<void> {
  const kept = keptRunIn(folder);
  if (kept !== undefined && (kept.authored.source !== authored.source || kept.authored.flow !== authored.flow)) return;
  if (isInUse(folder)) return;
  if (kept !== undefined) await abandonOutputs(kept.executed, { runId: kept.runId, projectFolder, secrets });
  rmSync(folder, { recursive: true, force: true });
}

async function whileLocked<T>(runs: string, work: () => Promise<T>): Promise<T> {
  const path = join(runs, 'starting.lock');
  const options = { what: 'the lock of runs', wayOut: 'Remove it when nothing runs', isForeign: true };
  const lock = openSqlite(path, options);
  try {
    takeLock(lock, path, options);
    return await work();
  } finally {
    lock.close();
  }
}

function takeLock(lock: SqliteFile, path: string, options: SqliteOptions): void {
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    throw sqliteFailure(error, path, options);
  }
}
