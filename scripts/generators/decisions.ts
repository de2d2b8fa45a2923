/**
 * Which tokens lead to which way, at each place of the grammar where the parser has a choice. Its library works that out, each time
 * a process starts; written down once, it is read instead.
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

type TokenType = { name: string; categoryMatches?: unknown[] };

type Ways = TokenType[][][];

interface Library {
  getLookaheadPaths(place: { occurrence: number; rule: Part; prodType: string; maxLookahead: number }): Ways;
}

/** The very one that Langium uses. */
const library: Library = createRequire(import.meta.resolve('langium'))('chevrotain');

const choices = ['Alternation', 'Option', 'Repetition', 'RepetitionMandatory'];

/** The file of all decisions: by place, of each way the tokens that lead there. */
export function decisionsText(grammar: Grammar): string {
  const { maxLookahead, rules } = parserOf(grammar);
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

function text(words: string): string {
  return JSON.stringify(words);
}

/** A parser of this grammar as the library makes it, told to look as far ahead as ours. */
function parserOf(grammar: Grammar): { maxLookahead: number; rules: Record<string, Part> } {
  const maxLookahead = 3;
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
  return { maxLookahead, rules: wrapper.gastProductionsCache };
}
