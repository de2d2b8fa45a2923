/** What every known file, of whatever project, may need of others: computed once for all projects after a change. */
import type { FileFacts } from './file-facts.ts';

export interface Importers {
  /** Names that files import, by the file they are brought from. */
  imported: ReadonlyMap<string, ReadonlySet<string>>;
  /** The files whose text is damaged, with their words. */
  damaged: { uri: string; words: ReadonlySet<string> }[];
}

export function importersOf(files: Iterable<FileFacts>): Importers {
  const imported = new Map<string, Set<string>>();
  const damaged: Importers['damaged'] = [];
  for (const { uri, imports, words } of files) {
    if (words.length > 0) damaged.push({ uri, words: new Set(words) });
    for (const one of imports) {
      const known = imported.get(one.uri) ?? new Set();
      for (const name of one.names) known.add(name);
      imported.set(one.uri, known);
    }
  }
  return { imported, damaged };
}
