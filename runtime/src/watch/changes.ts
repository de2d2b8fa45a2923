import { relative, sep } from 'node:path';
import { isSearchedFolder } from '@millrace/grammar';
import { type FSWatcher, watch } from 'chokidar';

export interface ChangesOptions {
  /** Absolute folders and files. */
  paths: readonly string[];
  /** Files whose changes say nothing: what a run itself writes. */
  isIgnored?(path: string): boolean;
  /** Ends it. */
  signal: AbortSignal;
}

/** Editors write a file in several steps, and version control many files: what comes within this belongs together. */
const quietMs = 60;

/**
 * What changes below some paths from now on, in sets of paths that belong together; it ends with the signal. What changes while nobody
 * asks is kept for the next set. Folders that nobody looks for flows in are not watched. Resolves when everything is watched; whoever
 * has it takes it to its end.
 */
export async function changesIn(options: ChangesOptions): Promise<AsyncGenerator<ReadonlySet<string>>> {
  const { paths, isIgnored } = options;
  const pending = new Pending();
  const watcher = watch([...paths], {
    ignoreInitial: true,
    ignored: (path) => !paths.includes(path) && (isHidden(path, paths) || isIgnored?.(path) === true),
  });
  watcher.on('all', (_event, path) => pending.add(path));
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return taken(pending, watcher, options.signal);
}

async function* taken(pending: Pending, watcher: FSWatcher, signal: AbortSignal): AsyncGenerator<ReadonlySet<string>> {
  const stop = () => pending.end();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    for (let changed = await pending.next(); changed !== undefined; changed = await pending.next()) yield changed;
  } finally {
    signal.removeEventListener('abort', stop);
    await watcher.close();
  }
}

/** Below one of the paths, in a folder that is not searched. */
function isHidden(path: string, paths: readonly string[]): boolean {
  const around = paths.find((one) => path.startsWith(one + sep));
  if (around === undefined) return false;
  const folders = relative(around, path).split(sep);
  return folders.some((name, at) => name.startsWith('.') || (at < folders.length - 1 && !isSearchedFolder(name)));
}

/** Changes that nobody has taken yet. */
class Pending {
  #paths = new Set<string>();
  #isQuiet = false;
  #isEnded = false;
  #timer: NodeJS.Timeout | undefined;
  #wake: () => void = () => {};

  add(path: string): void {
    this.#paths.add(path);
    this.#isQuiet = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), quietMs);
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#wake();
  }

  /** undefined at the end. */
  async next(): Promise<ReadonlySet<string> | undefined> {
    while (!this.#isEnded && !this.#isQuiet) await this.#woken();
    if (this.#isEnded) return undefined;
    const taken = this.#paths;
    this.#paths = new Set();
    this.#isQuiet = false;
    return taken;
  }

  #settle(): void {
    this.#isQuiet = true;
    this.#wake();
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
