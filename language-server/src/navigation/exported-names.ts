/**
 * The functions that a module of a step exports, found by its words, texts and comments aside. What it cannot see are names that are
 * made at run time and those of `export *`.
 */
import { blank, type Language, pythonTexts, scriptTexts } from './exported-place.ts';

export interface ExportedName {
  name: string;
  /** The line that declares it. */
  line: string;
}

export function exportedNames(text: string, language: Exclude<Language, 'bash'>): ExportedName[] {
  const plain = blank(text, language === 'python' ? pythonTexts : scriptTexts);
  const found = language === 'python' ? pythonNames(plain) : scriptNames(plain);
  return found.map(({ name, at }) => ({ name, line: lineAt(text, at) }));
}

interface Found {
  name: string;
  at: number;
}

const declared = /\bexport\s+(?:async\s+)?(?:function\s*\*?|const|let|var|class)\s+([\w$]+)/g;
const byDefault = /\bexport\s+default\b/g;
const listed = /\bexport\s*\{([^}]*)\}/g;

function scriptNames(text: string): Found[] {
  const own = [...text.matchAll(declared)].map(({ 1: name = '', index }) => ({ name, at: index }));
  const main = [...text.matchAll(byDefault)].slice(0, 1).map(({ index }) => ({ name: 'default', at: index }));
  const others = [...text.matchAll(listed)].flatMap(({ 1: names = '', index }) =>
    names
      .split(',')
      .flatMap((one) => /([\w$]+)\s*$/.exec(one)?.[1] ?? [])
      .map((name) => ({ name, at: index })),
  );
  return [...own, ...others, ...main].filter(({ name }) => name !== 'open' && name !== 'close');
}

/** Names that begin with an underscore are its own. */
function pythonNames(text: string): Found[] {
  const functions = text.matchAll(/^(?:async\s+)?def\s+([A-Za-z]\w*)/gm);
  return [...functions].map(({ 1: name = '', index }) => ({ name, at: index }));
}

function lineAt(text: string, at: number): string {
  return (
    text
      .slice(at)
      .split(/\r?\n/, 1)[0]
      ?.replace(/\s*\{?\s*$/, '')
      .slice(0, 200) ?? ''
  );
}
