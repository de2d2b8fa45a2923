import { resolve } from 'node:path';
import { canonicalJson, type Plan } from '@millrace/grammar';
import { fingerprintsOf } from '../../cache/cached-run.ts';
import { noEarlierResults } from '../../cache/no-earlier-results.ts';
import { earlierResultsOf } from '../../catalogue/earlier-results.ts';
import { RunError } from '../../execute/run-error.ts';
import type { Project } from '../../project/project.ts';
import { projectFolderOf } from '../../project/project-folder.ts';
import { exitCodes } from '../../protocol.ts';
import { changesIn } from '../../watch/changes.ts';
import { openFlowFile } from '../flow-file.ts';
import { nodeOf } from '../place-of.ts';
import { planOf } from '../plan-of.ts';
import { existingCatalogueOf } from '../project-catalogue.ts';
import type { RunOptions } from '../run-options.ts';
import { runRecorded } from '../run-recorded.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';

/**
 * Runs a flow now and after every change that its results depend on; what of it runs is the cache's to say. A change while it
 * runs is looked at when it has run. Ends with the signal; answers the exit code.
 */
export async function watchFlow(
  path: string,
  options: RunOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const folder = projectFolderOf(resolve(terminal.cwd, path));
  const watched = new WatchedFlow(path, options, terminal);
  const changes = await changesIn({ paths: [folder], isIgnored: (changed) => watched.writes.has(changed), signal });
  const watch = () => changes.add(watched.reads);
  await watched.runIfStale(watch, signal);
  for await (const _changed of changes) await watched.runIfStale(watch, signal);
  return exitCodes.cancelled;
}

interface Seen {
  project: Project;
  plan: Plan;
  /** As they are meant in this plan. */
  options: RunOptions;
}

class WatchedFlow {
  readonly #path: string;
  readonly #options: RunOptions;
  readonly #terminal: Terminal;
  /** What the results depended on, and what was told, when it was looked at last. */
  #state: string | undefined;
  #plan: Plan | undefined;
  #folder = '';

  constructor(path: string, options: RunOptions, terminal: Terminal) {
    this.#path = path;
    this.#options = options;
    this.#terminal = terminal;
  }

  /** Absolute, as of the last text without errors. */
  get reads(): ReadonlySet<string> {
    return this.#files('reads');
  }

  get writes(): ReadonlySet<string> {
    return this.#files('writes');
  }

  /** Plans the flow as it stands; undefined where it cannot, which is in `told`. */
  async #look(told: string[]): Promise<Seen | undefined> {
    const stderr = { ...this.#terminal.stderr, write: (text: string) => void told.push(text) };
    const file = await openFlowFile(this.#path, this.#terminal);
    const plan = planOf(file, this.#options, { ...this.#terminal, stderr });
    if (plan === undefined) {
      told.push('the text has errors; the last results stay\n');
      return undefined;
    }
    const { to, flow } = this.#options;
    const node = to === undefined ? undefined : nodeOf(plan, file.document, { name: to, flow });
    [this.#plan, this.#folder] = [plan, file.project.folder];
    return { project: file.project, plan, options: { ...this.#options, to: node } };
  }

  /** `watch` is called when it is known what the flow reads. Says nothing where nothing is otherwise than before. */
  async runIfStale(watch: () => void, signal: AbortSignal): Promise<void> {
    const told: string[] = [];
    try {
      const seen = await this.#look(told);
      watch();
      const state = seen && (await this.#stateOf(seen.project, seen.plan));
      if (signal.aborted || this.#isAsBefore([state, ...told].join('\n'))) return;
      this.#terminal.stderr.write(told.join(''));
      if (seen !== undefined) await runRecorded(seen.plan, seen.project, seen.options, this.#terminal);
    } catch (error) {
      if (!(error instanceof RunError || error instanceof UsageError)) throw error;
      if (this.#isAsBefore(error.message)) return;
      this.#terminal.stderr.write(`${visible(error.message)}\n`);
    }
    if (!signal.aborted) this.#terminal.stderr.write('waiting for a change\n');
  }

  #isAsBefore(state: string): boolean {
    const isSame = state === this.#state;
    this.#state = state;
    return isSame;
  }

  /** Of every node what its result depends on, data among it. */
  async #stateOf({ folder, config }: Project, plan: Plan): Promise<string> {
    const catalogue = await existingCatalogueOf(folder, config, this.#options, this.#terminal);
    try {
      const earlier = catalogue ? earlierResultsOf(catalogue) : noEarlierResults;
      const results = await fingerprintsOf(plan, { earlier, projectFolder: folder });
      return canonicalJson(JSON.parse(JSON.stringify([plan.fingerprint, ...results])));
    } finally {
      await catalogue?.close();
    }
  }

  #files(side: 'reads' | 'writes'): ReadonlySet<string> {
    const stages = this.#plan?.stages ?? [];
    return new Set(stages.flatMap(({ effects }) => effects[side].map((file) => resolve(this.#folder, file))));
  }
}
