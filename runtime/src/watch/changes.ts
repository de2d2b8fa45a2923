import { relative, sep } from 'node:path';
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

export interface Changes extends AsyncIterable<ReadonlySet<string>> {
  /** Watches these files as well, wherever they are. */
  add(files: Iterable<string>): void;
}

/**
 * What changes below some paths from now on, in sets of paths that belong together; it ends with the signal. What changes while nobody
 * asks is kept for the next set. Folders whose names begin with a dot and `node_modules` are not watched. Resolves when everything is watched; whoever
 * has it takes it to its end.
 */
export async function changesIn(options: ChangesOptions): Promise<Changes> {
  const { isIgnored } = options;
  const paths = [...options.paths];
  const pending = new Pending();
  const watcher = watch(paths, {
    ignoreInitial: true,
    ignored: (path) => !paths.includes(path) && isHidden(path, paths),
  });
  watcher.on('all', (_event, path) => {
    if (isIgnored?.(path) !== true) pending.add(path);
  });
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return {
    [Symbol.asyncIterator]: () => taken(pending, watcher, options.signal),
    add(files) {
      const others = [...files].filter((file) => !paths.includes(file));
      paths.push(...others);
      watcher.add(others);
    },
  };
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

/** Below one of the paths, in a folder of tools. */
function isHidden(path: string, paths: readonly string[]): boolean {
  const around = paths.find((one) => path.startsWith(one + sep));
  const names = around === undefined ? [] : relative(around, path).split(sep);
  return names.some((name) => name.startsWith('.') || name === 'node_modules');
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
