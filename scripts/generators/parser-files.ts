/**
 * Which tokens there are, and which of them lead to which way at each place of the grammar where the parser has a choice. Its library
 * works that out, each time a process starts; written down once, it is read instead.
 */
import { createRequire } from 'node:module';
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  createParser,
  EmptyFileSystem,
  type Grammar,
  inject,
  type LangiumCoreServices,
  LangiumParser,
  type LangiumSharedCoreServices,
} from 'langium';

/** A part of a rule as the library has it. */
interface Part {
  idx: number;
  definition?: Part[];
  hasPredicates?: boolean;
}

interface TokenType {
  name: string;
  PATTERN?: unknown;
  tokenTypeIdx?: number;
  LONGER_ALT?: TokenType | TokenType[];
}

interface LibraryPattern {
  tokenTypeIdx: number;
  canLineTerminator: boolean;
}

/** What the library keeps to itself: by the character that comes next, and of each token, what it has found out. */
interface LibraryLexer {
  charCodeToPatternIdxToConfig: { defaultMode: (LibraryPattern[] | undefined)[] };
  patternIdxToConfig: { defaultMode: LibraryPattern[] };
}

type Ways = TokenType[][][];

interface Library {
  getLookaheadPaths(place: { occurrence: number; rule: Part; prodType: string; maxLookahead: number }): Ways;
}

/** The very one that Langium uses. */
const library: Library = createRequire(import.meta.resolve('langium'))('chevrotain');

/** Three tokens tell everything apart. */
const maxLookahead = 3;

const choices = ['Alternation', 'Option', 'Repetition', 'RepetitionMandatory'];

/** By file, its text. */
export function parserFiles(grammar: Grammar): [file: string, text: string][] {
  const { rules, tokens, lexer } = parserOf(grammar);
  return [
    ['decisions.ts', decisionsText(rules)],
    ['tokens.ts', tokensText(tokens, lexer)],
  ];
}

/** By place, of each way the tokens that lead there. */
function decisionsText(rules: Record<string, Part>): string {
  const entries = Object.entries(rules).flatMap(([name, rule]) =>
    placesIn(rule).map(({ kind, part }) => {
      const ways = library.getLookaheadPaths({ occurrence: part.idx, rule, prodType: kind, maxLookahead });
      // Of what may be left out only the way into it is asked for.
      const asked = kind === 'Alternation' ? ways : ways.slice(0, 1);
      return `  ${text(`${name.replace('\u200b', '')} ${kind} ${part.idx}`)}: [${asked.map(way).map(text).join(', ')}],`;
    }),
  );
  return `${head}export const decisions: Readonly<Record<string, readonly string[]>> = {\n${entries.join('\n')}\n};\n`;
}

/** Keywords with what a longer text may be, the longest first, and terminals in the order in which they are tried. */
function tokensText(tokens: TokenType[], lexer: LibraryLexer): string {
  const keywords = tokens.filter(({ PATTERN }) => typeof PATTERN === 'string');
  const terminals = tokens.filter(({ PATTERN }) => typeof PATTERN !== 'string').map(terminal(lexer));
  const entries = keywords.map(({ name, LONGER_ALT = [] }) => {
    const longer = [LONGER_ALT].flat().map((token) => token.name);
    return `  [${[name, ...longer].map(text).join(', ')}],`;
  });
  return `/** Made from flow.langium by \`npm run generate\`. */

/** Words and signs, the longest first, each with the terminals that a text is which goes on behind it. */
export const keywords: readonly (readonly [word: string, ...longer: string[]])[] = [\n${entries.join('\n')}\n];

/** In the order in which they are tried: with the characters that one may begin with, and whether it may go over lines. */
export const terminals: readonly { name: string; starts: string; hasLines: boolean }[] = [\n${terminals.join('\n')}\n];
`;
}

/** What the library has found out of a terminal by its regular expression. */
function terminal({ charCodeToPatternIdxToConfig, patternIdxToConfig }: LibraryLexer) {
  return ({ name, tokenTypeIdx }: TokenType): string => {
    const is = (found: LibraryPattern) => found.tokenTypeIdx === tokenTypeIdx;
    const starts = charCodeToPatternIdxToConfig.defaultMode.flatMap((patterns, place) =>
      patterns?.some(is) ? [String.fromCharCode(firstCharacterAt(place))] : [],
    );
    const hasLines = patternIdxToConfig.defaultMode.some((found) => is(found) && found.canLineTerminator);
    return `  { name: ${text(name)}, starts: ${text(starts.join(''))}, hasLines: ${hasLines} },`;
  };
}

/** Of the characters beyond 255 the library keeps 255 at each place. */
function firstCharacterAt(place: number): number {
  return place <= 255 ? place : (place - 255) * 255;
}

const head = `/**
 * Made from flow.langium by \`npm run generate\`. By place of the grammar, of each way the tokens that lead there: a line has the
 * tokens that come first, a tab, and those of which one comes next.
 */
`;

function placesIn(part: Part): { kind: string; part: Part }[] {
  const kind = part.constructor.name;
  if (kind === 'NonTerminal') return [];
  // The decision would depend on what no token says.
  if (part.hasPredicates) throw new Error('A choice of the grammar has a guard: decisions are not made for those');
  const below = (part.definition ?? []).flatMap(placesIn);
  return choices.includes(kind) ? [{ kind, part }, ...below] : below;
}

function way(paths: TokenType[][]): string {
  const lines = new Map<string, string[]>();
  for (const path of paths) {
    const names = path.map(({ name }) => name);
    const first = names.slice(0, -1).join(' ');
    const last = names.at(-1) ?? '';
    lines.set(first, [...(lines.get(first) ?? []), last]);
  }
  return [...lines].map(([first, last]) => `${first}\t${last.join(' ')}`).join('\n');
}

/** In characters that everybody sees. */
function text(words: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(words).replace(/[^ -~]/g, escaped);
}

/** A parser of this grammar as the library makes it, told to look as far ahead as ours. */
function parserOf(grammar: Grammar): { rules: Record<string, Part>; tokens: TokenType[]; lexer: LibraryLexer } {
  const shared: LangiumSharedCoreServices = inject(createDefaultSharedCoreModule(EmptyFileSystem), {
    AstReflection: () => ({}) as LangiumSharedCoreServices['AstReflection'],
  });
  const services: LangiumCoreServices = inject(createDefaultCoreModule({ shared }), {
    Grammar: () => grammar,
    LanguageMetaData: () => ({
      languageId: 'flow',
      fileExtensions: [],
      caseInsensitive: false,
      mode: 'production' as const,
    }),
    parser: { ParserConfig: () => ({ maxLookahead }) },
  });
  const parser = createParser(grammar, new LangiumParser(services), services.parser.Lexer.definition);
  parser.finalize();
  const { wrapper } = parser as unknown as { wrapper: { gastProductionsCache: Record<string, Part> } };
  const tokens = Object.values(services.parser.Lexer.definition) as unknown as TokenType[];
  const { chevrotainLexer } = services.parser.Lexer as unknown as { chevrotainLexer: LibraryLexer };
  return { rules: wrapper.gastProductionsCache, tokens, lexer: chevrotainLexer };
}
