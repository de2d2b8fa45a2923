/**
 * Where a module of a step declares a function: found by its words, texts and comments aside, since the server runs no compiler.
 * What it does not find (a re-export, a name made at run time) leads to the start of the file.
 */
import type { Range } from 'vscode-languageserver';

export type Language = 'node' | 'python' | 'bash';

export function exportedPlace(text: string, name: string, language: Language): Range | undefined {
  const plain = language === 'python' ? blank(text, pythonTexts) : blank(text, scriptTexts);
  const at = language === 'python' ? pythonFunction(plain, name) : language === 'node' ? scriptExport(plain, name) : -1;
  return at < 0 ? undefined : rangeAt(text, at, nameLength(plain, at));
}

export const scriptTexts = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;
export const pythonTexts = /#[^\n]*|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;

/** Lengths and lines stay. */
export function blank(text: string, texts: RegExp): string {
  return text.replace(texts, (found) => found.replace(/[^\n]/g, ' '));
}

function scriptExport(text: string, name: string): number {
  if (name === 'default') return defaultExport(text);
  const word = literally(name);
  const own = find(text, `\\bexport\\s+(?:async\\s+)?(?:function\\s*\\*?|const|let|var|class)\\s+(${word})(?![\\w$])`);
  if (own >= 0) return own;
  const listed = listedAs(text, word);
  return listed === undefined ? -1 : (declarationOf(text, listed.local) ?? listed.at);
}

function defaultExport(text: string): number {
  const own = find(text, '\\bexport\\s+default\\s+(?:async\\s+)?(?:function\\s*\\*?|class)\\s+([\\w$]+)');
  if (own >= 0) return own;
  const named = /\bexport\s+default\s+([\w$]+)\s*(?:;|$)/m.exec(text)?.[1];
  const declared = named === undefined ? undefined : declarationOf(text, named);
  return declared ?? find(text, '\\bexport\\s+(default)\\b');
}

/** `export { local as name }` */
function listedAs(text: string, word: string): { local: string; at: number } | undefined {
  const found = new RegExp(
    `\\bexport\\s*\\{[^}]*?(?:([\\w$]+)\\s+as\\s+)?(?<![\\w$])(${word})(?![\\w$])[^}]*\\}`,
    'd',
  ).exec(text);
  const [, , at] = found?.indices ?? [];
  return found === null || at === undefined ? undefined : { local: found[1] ?? (found[2] as string), at: at[0] };
}

function declarationOf(text: string, local: string): number | undefined {
  const at = find(text, `\\b(?:function\\s*\\*?|const|let|var|class)\\s+(${literally(local)})(?![\\w$])`);
  return at < 0 ? undefined : at;
}

function pythonFunction(text: string, name: string): number {
  const word = literally(name);
  const own = find(text, `^(?:async\\s+)?(?:def|class)\\s+(${word})\\b`);
  return own >= 0 ? own : find(text, `^(${word})\\s*=`);
}

/** Where the first group of the pattern begins. */
function find(text: string, pattern: string): number {
  return new RegExp(pattern, 'dm').exec(text)?.indices?.[1]?.[0] ?? -1;
}

function nameLength(text: string, at: number): number {
  return /^[\w$]+/.exec(text.slice(at))?.[0].length ?? 0;
}

function rangeAt(text: string, at: number, length: number): Range {
  const lines = text.slice(0, at).split('\n');
  const start = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return { start, end: { line: start.line, character: start.character + length } };
}

/** A name as a pattern of itself. */
function literally(name: string): string {
  return name.replace(/[^\w]/g, '\\$&');
}
