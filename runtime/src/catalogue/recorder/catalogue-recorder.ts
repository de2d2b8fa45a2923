/**
 * Writes what a run does into the catalogue: its start, its nodes, bad records and outputs, and what these were made from. It writes
 * little and seldom, in a transaction at each point that the executor waits for; digests of inputs and the state of git are found
 * meanwhile. Invariant: an artefact is there with all of its relationships, or not at all.
 */
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Plan } from '@millrace/grammar';
import { digestInPath } from '../../artefacts/artefact-store.ts';
import type { Artefact } from '../../connectors/connector.ts';
import type { FinishedRun, RunRecorder, StartedRun } from '../../execute/run-recorder.ts';
import type { RecordFailed } from '../../protocol.ts';
import { insertArtefacts } from '../artefacts.ts';
import { insertBatches } from '../batches.ts';
import type { Catalogue } from '../catalogue.ts';
import { forgetBatchesOf, insertBatch, type NewBatch, retireBatches } from '../datasets.ts';
import { knownDigest } from '../file-digests.ts';
import { linkCheckpoint, unlinkCheckpointsOf } from '../models.ts';
import { insertRelationships } from '../relationships.ts';
import { countErrors, insertErrors } from '../run-errors.ts';
import { insertNodes, updateNodes } from '../run-nodes.ts';
import { insertRun, updateRun } from '../runs.ts';
import type { ArtefactRow, RunErrorRow } from '../tables.ts';
import { type GitState, gitStateOf } from './git-state.ts';
import { artefactKindOf, runRow } from './recorded-rows.ts';
import { SourceDigests } from './source-digests.ts';
import { sourcesOfNode } from './stage-sources.ts';

/** Or when the run is over, if that is sooner. */
const gitAfterMs = 50;

export interface RecorderOptions {
  /** What its user calls the run. */
  name?: string;
  /** The whole plan, where only a part of it is executed, or another one in its place. */
  plan?: Plan;
}

/** A recorder for one run. The catalogue stays its owner's, and open until the run is over. */
export function catalogueRecorder(catalogue: Catalogue, options: RecorderOptions = {}): RunRecorder {
  return new CatalogueRecorder(catalogue, options);
}

class CatalogueRecorder implements RunRecorder {
  readonly #catalogue: Catalogue;
  readonly #options: RecorderOptions;
  readonly #over = new AbortController();
  readonly #errors: RunErrorRow[] = [];
  #errorCounts = new Map<string, number>();
  #run: (StartedRun & { digests: SourceDigests; git: Promise<GitState | undefined> }) | undefined;

  constructor(catalogue: Catalogue, options: RecorderOptions) {
    this.#catalogue = catalogue;
    this.#options = options;
  }

  async started(run: StartedRun): Promise<void> {
    const plan = this.#options.plan ?? run.plan;
    const { name } = this.#options;
    const { db, project, projectFolder } = this.#catalogue;
    await db.transaction().execute(async (db) => {
      await insertRun({ db }, runRow(run, { plan, project, name }));
      await insertNodes({ db }, run.runId, plan);
    });
    this.#errorCounts = await countErrors(this.#catalogue, run.runId);
    const digests = new SourceDigests(this.#catalogue, run.plan, this.#over.signal);
    this.#run = { ...run, digests, git: this.#gitState(projectFolder) };
  }

  /** To start a process holds up this one, which has nodes to open first. */
  async #gitState(folder: string): Promise<GitState | undefined> {
    await setTimeout(gitAfterMs, undefined, { signal: this.#over.signal }).catch(() => {});
    return gitStateOf(folder);
  }

  async published(node: string, artefacts: readonly Artefact[], fingerprint?: string): Promise<void> {
    const rows: ArtefactRow[] = [];
    for (const artefact of artefacts) rows.push(await this.#artefactRow(node, artefact, fingerprint));
    const sources = await this.#sourcesOf(node);
    const relationships = rows.flatMap(({ id }) => sources.map((source) => ({ ...source, artefactId: id })));
    const { project } = this.#catalogue;
    const kept = this.#newBatches(node, rows);
    await this.#catalogue.db.transaction().execute(async (db) => {
      await forgetBatchesOf({ db }, this.#started.runId, node);
      await unlinkCheckpointsOf({ db }, this.#started.runId, node);
      await insertArtefacts({ db }, rows);
      await insertRelationships({ db }, relationships);
      for (const batch of kept) await insertBatch({ db, project }, batch);
      for (const checkpoint of this.#newCheckpoints(node, rows)) await linkCheckpoint({ db, project }, checkpoint);
      await this.#keepErrors({ db });
    });
    for (const { dataset } of kept) await retireBatches(this.#catalogue, dataset, Date.now());
  }

  /** What a write to a dataset has made is a batch of it. */
  #newBatches(node: string, rows: readonly ArtefactRow[]): NewBatch[] {
    const { plan, runId } = this.#started;
    const stage = plan.stages.find(({ name }) => name === node);
    if (stage?.kind !== 'write' || stage.stored === undefined) return [];
    const dataset = { dataset: String(stage.connector.options.dataset), record: stage.stored, ...stage.retention };
    return rows.map(({ id: artefactId, records, createdAt }) => ({
      ...dataset,
      runId,
      artefactId,
      records: records ?? 0,
      createdAt,
    }));
  }

  #newCheckpoints(node: string, rows: readonly ArtefactRow[]) {
    const stage = this.#started.plan.stages.find(({ name }) => name === node);
    const model = stage?.kind === 'task' ? stage.model : undefined;
    return rows.flatMap(({ id: artefactId, sha256 }) =>
      model === undefined || sha256 === null ? [] : [{ model, sha256, artefactId }],
    );
  }

  recordFailed({ node, message, attempt, record, source }: RecordFailed): void {
    const ordinal = this.#errorCounts.get(node) ?? 0;
    this.#errorCounts.set(node, ordinal + 1);
    this.#errors.push({
      runId: this.#started.runId,
      node,
      ordinal,
      message,
      attempt,
      record: record === undefined ? null : JSON.stringify(record),
      sourcePath: source?.path ?? null,
      sourceLine: source?.line ?? null,
    });
  }

  async keep(): Promise<void> {
    await this.#keepErrors(this.#catalogue);
  }

  async finished({ status, durationMs, error, nodes, time }: FinishedRun): Promise<void> {
    const { runId, git, digests } = this.#started;
    this.#over.abort();
    const [state] = await Promise.all([git, digests.settled()]);
    const ofGit = state && { gitCommit: state.commit, gitDirty: Number(state.isDirty) };
    const ofError = {
      errorCode: error?.code ?? null,
      errorMessage: error?.message ?? null,
      errorNode: error?.node ?? null,
    };
    await this.#catalogue.db.transaction().execute(async (db) => {
      await this.#keepErrors({ db });
      await updateNodes({ db }, runId, nodes);
      await insertBatches({ db }, runId, nodes);
      await updateRun({ db }, runId, { status, durationMs, finishedAt: time, ...ofError, ...ofGit });
    });
  }

  get #started() {
    if (this.#run === undefined) throw new Error('The run has not started');
    return this.#run;
  }

  async #artefactRow(node: string, { path, records, bytes }: Artefact, fingerprint?: string): Promise<ArtefactRow> {
    const { runId, plan } = this.#started;
    const { project, projectFolder } = this.#catalogue;
    const sha256 = digestInPath(path) ?? (await knownDigest(this.#catalogue, resolve(projectFolder, path)));
    const stage = plan.stages.find(({ name }) => name === node);
    return {
      id: crypto.randomUUID(),
      project,
      runId,
      node,
      kind: artefactKindOf(stage),
      path,
      sha256: sha256 ?? null,
      bytes,
      records,
      fingerprint: fingerprint ?? stage?.fingerprint ?? null,
      createdAt: new Date().toISOString(),
    };
  }

  async #sourcesOf(node: string) {
    const { plan, digests } = this.#started;
    const sources = sourcesOfNode(plan, node);
    return Promise.all(
      sources.map(async (source) => ({
        kind: source.kind,
        path: source.path,
        sha256: (await digests.of(source)) ?? null,
      })),
    );
  }

  async #keepErrors(db: Pick<Catalogue, 'db'>): Promise<void> {
    const errors = this.#errors.splice(0);
    if (errors.length > 0) await insertErrors(db, errors);
  }
}
