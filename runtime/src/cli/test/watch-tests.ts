import { asRunError } from '../../execute/run-failure.ts';
import type { TestOutcome } from '../../flow-tests/outcome.ts';
import { loadTestFiles, type TestFile } from '../../flow-tests/test-files.ts';
import { projectFolderOf } from '../../project/project-folder.ts';
import { exitCodes } from '../../protocol.ts';
import { changesIn } from '../../watch/changes.ts';
import { countOf } from '../count-of.ts';
import type { Terminal } from '../terminal.ts';
import type { TestOptions } from '../test.ts';
import { visible } from '../visible.ts';
import { printOutcomes, summary } from './print-outcomes.ts';
import { type ChosenTest, chosen, runPrepared, tellBroken } from './run-tests.ts';

/**
 * Runs all tests, then after each change those that it touches: a test whose flow, code, model or records mean something else than
 * when it ran last. What a half-typed file says is told, and its tests wait until it is right again. Ends with the signal.
 */
export async function watchTests(
  filesNow: () => string[],
  options: TestOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const session = new WatchSession(options, terminal, signal);
  const folders = [...new Set(filesNow().map(projectFolderOf))];
  const changes = await changesIn({ paths: folders, signal });
  await session.run(filesNow);
  for await (const _changed of changes) await session.run(filesNow);
  return exitCodes.cancelled;
}

/** What each test meant when it ran last, and what became of it. */
type Known = Map<string, { key: string; outcome: TestOutcome }>;

class WatchSession {
  readonly #options: TestOptions;
  readonly #terminal: Terminal;
  readonly #signal: AbortSignal;
  #known: Known = new Map();
  #toldBroken = '';

  constructor(options: TestOptions, terminal: Terminal, signal: AbortSignal) {
    this.#options = options;
    this.#terminal = terminal;
    this.#signal = signal;
  }

  async run(filesNow: () => string[]): Promise<void> {
    try {
      await this.#runTouched(filesNow());
    } catch (error) {
      if (this.#signal.aborted) return;
      this.#terminal.stderr.write(`${visible(asRunError(error).message)}\n`);
    }
  }

  async #runTouched(paths: readonly string[]): Promise<void> {
    const files = await loadTestFiles(paths);
    const { broken, isNew } = this.#tellBroken(files);
    const all = chosen(files, this.#options.filter);
    const touched = all.filter((test) => this.#known.get(idOf(test))?.key !== test.prepared.key);
    const outcomes = await runPrepared(touched, this.#options, this.#terminal, this.#signal);
    const ran = touched.map(
      (test, at) => [idOf(test), { key: test.prepared.key, outcome: outcomes[at] as TestOutcome }] as const,
    );
    this.#remember(all, new Map(ran), broken);
    if (outcomes.length > 0 || isNew) this.#tell(outcomes);
  }

  /** Not again what was told already: a log in the watched folder would never come to rest. */
  #tellBroken(files: readonly TestFile[]): { broken: string[]; isNew: boolean } {
    const lines: string[] = [];
    const stderr = { ...this.#terminal.stderr, write: (text: string) => void lines.push(text) };
    const broken = tellBroken(files, { ...this.#terminal, stderr });
    const told = lines.join('');
    const isNew = told !== this.#toldBroken && told !== '';
    if (isNew) this.#terminal.stderr.write(told);
    this.#toldBroken = told;
    return { broken, isNew };
  }

  /** Tests that are gone are forgotten; those of a broken file may come back as they were. */
  #remember(all: readonly ChosenTest[], ran: Known, broken: readonly string[]): void {
    const ids = new Set(all.map(idOf));
    const kept = [...this.#known].filter(([id, { outcome }]) => ids.has(id) || broken.includes(outcome.file));
    this.#known = new Map([...kept, ...ran]);
  }

  #tell(outcomes: readonly TestOutcome[]): void {
    const { stdout, stderr, cwd } = this.#terminal;
    if (outcomes.length > 0) stdout.write(printOutcomes(outcomes, stdout, cwd));
    const all = [...this.#known.values()].map(({ outcome }) => outcome);
    const ran = all.length === outcomes.length ? '' : `, ${countOf(outcomes.length, 'test')} ran`;
    stderr.write(`${summary(all, stderr.colors)}${ran}; waiting for a change\n`);
  }
}

/** Two tests of one title in a file are told apart by their order. */
function idOf({ file: { file, tests }, prepared }: ChosenTest): string {
  const alike = tests.filter(({ test }) => test.title === prepared.test.title);
  return `${file} ${alike.indexOf(prepared)} ${prepared.test.title}`;
}
