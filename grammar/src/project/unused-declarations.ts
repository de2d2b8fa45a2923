/**
 * Which declarations of a project nobody needs. It is said only where it is certain: not of a library (a file without a flow is
 * there for others), not of a damaged file, whose users may be among what is lost, and not where a name that leads
 * nowhere may be meant for it. What only an unused declaration names is not said a second time.
 */
import { isMisspelt } from '../diagnostics/is-misspelt.ts';
import type { DeclarationFacts, FileFacts } from './file-facts.ts';
import type { Importers } from './importers.ts';
import type { DeclarationPlace } from './places.ts';

export function findUnused(files: readonly FileFacts[], { imported, damaged }: Importers): DeclarationPlace[] {
  return files.flatMap((file) => {
    const { uri } = file;
    const unused = unusedInFile(file).filter(({ name }) => {
      const isLost = damaged.some((other) => other.uri !== uri && other.words.has(name));
      return !isLost && !isImported(name, imported.get(uri));
    });
    return unused.map(({ kind, name, at }) => ({ uri, kind, name, at }));
  });
}

function unusedInFile({ uri, declarations, isLibrary, unknownKinds, words }: FileFacts): DeclarationFacts[] {
  if (isLibrary || words.length > 0) return [];
  const used = new Set(declarations.flatMap(({ uses }) => uses.filter((id) => id.uri === uri).map(({ name }) => name)));
  const seen = new Set<string>();
  return declarations.filter(({ kind, name }) => {
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst && name !== '' && servesOthers(kind) && !used.has(name) && !unknownKinds.includes(kind);
  });
}

/** Flows, tests, schedules and triggers do something by themselves. */
function servesOthers(kind: DeclarationFacts['kind']): boolean {
  return kind === 'schema' || kind === 'model' || kind === 'dataset';
}

/** An import of a name that is nearly this one is a mistake, and is told at the import. */
function isImported(name: string, imported: ReadonlySet<string> = new Set()): boolean {
  return imported.has(name) || isMisspelt(name, imported);
}
