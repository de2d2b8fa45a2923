/**
 * The ledger of one run: a SQLite file of its own, in the folder of what the run needs to go on. The process that runs it keeps it
 * locked, so that a run that is still there is told from one that was ended, whatever became of its process or the machine.
 */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@millrace/grammar';
import { openSqlite, type SqliteFile, type SqliteOptions, sqliteFailure } from '../databases/sqlite.ts';
import { isKept } from '../execute/kept-file.ts';
import { RunError } from '../execute/run-error.ts';
import type { NodeRecord, RunLedger, WaveState } from '../execute/run-ledger.ts';
import type { SecretSources } from '../secrets/secrets.ts';
import { abandonOutputs, forgetOutputs } from './abandon-outputs.ts';
import { type KeptRun, keepRun, keptText } from './kept-run.ts';
import { samePlan } from './plan-changes.ts';

const tables = `
  CREATE TABLE IF NOT EXISTS attempts (attempt INTEGER PRIMARY KEY, time TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS plans (digest TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS nodes (node TEXT PRIMARY KEY, record TEXT NOT NULL, digest TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS waves (wave INTEGER PRIMARY KEY, state TEXT NOT NULL);
`;

const ledgerName = 'ledger.sqlite';

/** What a ledger is of. */
export interface LedgerRun extends Omit<KeptRun, 'executed'> {
  /** Absolute. */
  projectFolder: string;
  /** Absolute: of this run alone. */
  folder: string;
  /** Where secrets come from that are not in the environment variable of their name. */
  secrets?: SecretSources;
  /** Of a run that was begun before. */
  executed?: Plan;
}

export class SqliteLedger implements RunLedger {
  readonly #run: LedgerRun;
  readonly #file: SqliteFile;
  readonly #nodes = new Map<string, NodeRecord>();
  readonly #waves = new Map<number, WaveState>();
  readonly attempt: number;
  /** What is executed. */
  #plan: Plan | undefined;

  /** Takes the lock. Throws a RunError: `database-busy` where another process has it, `database-damaged`, `disk-full`. */
  constructor(run: LedgerRun) {
    this.#run = run;
    this.#file = openSqlite(this.#path, { ...this.#said, waitMs: 0 });
    try {
      this.attempt = this.#guarded(() => this.#open());
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  get runId(): string {
    return this.#run.runId;
  }

  get plan(): Plan | undefined {
    return this.#run.executed;
  }

  get nodes(): ReadonlyMap<string, NodeRecord> {
    return this.#nodes;
  }

  waveState(wave: number): WaveState | undefined {
    return this.#waves.get(wave);
  }

  begin(plan: Plan): void {
    const { executed, folder } = this.#run;
    this.#plan = plan;
    if (executed === undefined) {
      const text = keepRun(folder, { ...this.#run, executed: plan });
      this.#guarded(() => this.#file.prepare('INSERT INTO plans (digest) VALUES (?)').run(digestOf(text)));
    } else if (!samePlan(plan, executed)) throw new Error('A run that is resumed goes on with another plan');
    this.#file.pragma('synchronous = FULL');
  }

  commit(records: readonly NodeRecord[], wave?: { wave: number; state: WaveState }): void {
    this.#guarded(() => this.#file.transaction(() => this.#write(records, wave))());
    for (const record of records) this.#nodes.set(record.node, record);
    if (wave !== undefined) this.#waves.set(wave.wave, wave.state);
  }

  keptFile(node: string): string {
    return join(this.#run.folder, `${createHash('sha256').update(node).digest('hex').slice(0, 16)}.batches`);
  }

  async end(status: 'succeeded' | 'failed' | 'cancelled'): Promise<boolean> {
    const isWorthwhile = status !== 'succeeded' && this.#hasProgress;
    if (!isWorthwhile) this.#file.pragma('synchronous = OFF');
    this.close();
    if (isWorthwhile) return true;
    const plan = this.#plan ?? this.#run.authored;
    if (status !== 'succeeded') await abandonOutputs(plan, this.#run);
    else if (this.#isPublished) await forgetOutputs(plan, this.#run);
    rmSync(this.#run.folder, { recursive: true, force: true });
    return false;
  }

  /** Gives the lock back. Allowed twice. */
  close(): void {
    this.#file.close();
  }

  /** Whether a resumed run would publish nothing more, so that outputs need not remember that they are published. */
  get #isPublished(): boolean {
    return [...this.#waves.values()].every((state) => state === 'published');
  }

  /** Whether going on would save anything: what outputs alone are ahead has to be made again. */
  get #hasProgress(): boolean {
    const { stages } = this.#run.executed ?? this.#run.authored;
    const outputs = new Set(stages.filter(({ kind }) => kind === 'write').map(({ name }) => name));
    const others = [...this.#nodes.values()].filter(({ node }) => !outputs.has(node));
    return this.#waves.size > 0 || others.some(({ start, position }) => start > 0 || isKept(position));
  }

  /** The number of this attempt. */
  #open(): number {
    this.#file.pragma('locking_mode = EXCLUSIVE');
    // Until the run begins nothing is in it that would be missed, and waiting for the disk is most of what a short run pays for it.
    this.#file.pragma('synchronous = OFF');
    this.#file.exec(tables);
    this.#refuseOtherPlan();
    for (const { record, digest } of this.#all('SELECT record, digest FROM nodes')) this.#take(String(record), digest);
    for (const { wave, state } of this.#all('SELECT wave, state FROM waves'))
      this.#waves.set(Number(wave), state === 'published' ? state : 'publishing');
    const time = new Date().toISOString();
    return Number(this.#file.prepare('INSERT INTO attempts (time) VALUES (?)').run(time).lastInsertRowid);
  }

  #take(text: string, digest: unknown): void {
    if (digestOf(text) !== digest) throw this.#damaged();
    const record: NodeRecord = JSON.parse(text);
    this.#nodes.set(record.node, record);
  }

  /** SQLite does not see every change of its pages, and nobody sees one of a file beside it. */
  #refuseOtherPlan(): void {
    if (this.#run.executed === undefined) return;
    const text = keptText(this.#run.folder);
    if (this.#all('SELECT digest FROM plans').some(({ digest }) => digest !== digestOf(text))) throw this.#damaged();
  }

  #damaged(): RunError {
    const { what, wayOut } = this.#said;
    return new RunError('database-damaged', `Cannot use ${what} "${this.#path}": it is damaged. ${wayOut}`);
  }

  #all(query: string): Record<string, unknown>[] {
    return this.#file.prepare<[], Record<string, unknown>>(query).all();
  }

  #write(records: readonly NodeRecord[], wave: { wave: number; state: WaveState } | undefined): void {
    const put = this.#file.prepare('INSERT OR REPLACE INTO nodes (node, record, digest) VALUES (?, ?, ?)');
    for (const record of records) {
      const text = JSON.stringify(record);
      put.run(record.node, text, digestOf(text));
    }
    if (wave === undefined) return;
    this.#file.prepare('INSERT OR REPLACE INTO waves (wave, state) VALUES (?, ?)').run(wave.wave, wave.state);
  }

  get #path(): string {
    return join(this.#run.folder, ledgerName);
  }

  get #said(): SqliteOptions {
    return { what: `the ledger of run ${this.#run.runId}`, wayOut: 'Run again without --resume, which begins anew' };
  }

  #guarded<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw sqliteFailure(error, this.#path, this.#said);
    }
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Whether a process has the ledger of this folder open. */
export function isInUse(folder: string): boolean {
  const path = join(folder, ledgerName);
  const options = { what: 'the ledger', wayOut: '', waitMs: 0 };
  try {
    const file = openSqlite(path, options);
    file.close();
    return false;
  } catch (error) {
    return error instanceof RunError && error.code === 'database-busy';
  }
}
