/**
 * Keywords that may stand at the cursor, found out by parsing the statement with each of them: the grammar itself decides,
 * so no list of what follows what can fall behind it. A statement is short, and parsing one takes well below a millisecond.
 */
import { nodeKinds } from '@millrace/grammar';
import { AstUtils, GrammarAST } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import type { CursorContext } from '../cursor/cursor-context.ts';
import { flowOpening, leafAfter } from '../cursor/cursor-context.ts';
import type { FlowLanguageServices } from '../services.ts';
import type { Proposal } from './proposal.ts';

export const declarationWords: (Proposal & { doc: string })[] = [
  word('import', 'import { $2 } from "./$1"', 'Names of another file.'),
  word('schema', 'schema ${1:Name} {\n\t$0\n}', 'The fields of a record.'),
  word('model', 'model ${1:Name} { file: "${2:models/model.onnx}" }', 'An ONNX model.'),
  word('flow', 'flow ${1:Name} {\n\t$0\n}', 'Which records go where, and what is done to them.'),
  word('dataset', 'dataset ${1:Name}: ${2:Schema} { keep: ${3:10} }', 'An output with a name, kept in batches.'),
  word(
    'test',
    'test "${1:what it does}" of ${2:Flow} {\n\tgiven  ${3:read}: [{ $0 }]\n\texpect ${4:node}: [{ }]\n}',
    'Records that go in, and those that must come out.',
  ),
  word('schedule', 'schedule ${1:Nightly} runs ${2:Flow} at cron("${3:0 3 * * *}")', 'Runs a flow by a time table.'),
  word(
    'trigger',
    'trigger ${1:OnChange} runs ${2:Flow} when changed("${3:data/*.csv}")',
    'Runs a flow when files change.',
  ),
];

const group = word('group', 'group "${1:Title}" {\n\t$0\n}', 'Nodes that are drawn as one box.');

const nodeWords: Proposal[] = nodeKinds.map((kind) => ({
  ...word(kind.name, kind.snippet, `${kind.doc}\n\n\`\`\`flow\n${kind.example}\n\`\`\``),
  detail: kind.shape,
}));

const otherWords: Proposal[] = [
  'from',
  'extends',
  'as',
  'except',
  'where',
  'with',
  'after',
  'to',
  'on',
  'by',
  'every',
  'of',
  'given',
  'expect',
  'exactly',
  'runs',
  'at',
  'when',
  'stream',
  'otherwise',
  'ask',
  'and',
  'or',
  'not',
  'in',
  'between',
  'then',
  'else',
].map((label) => ({ label, kind: CompletionItemKind.Keyword, rank: 4 }));

function word(label: string, snippet: string, doc: string): Proposal & { doc: string } {
  return { label, kind: CompletionItemKind.Snippet, snippet, doc, rank: 5 };
}

export function keywordProposals(services: FlowLanguageServices, { before, typed }: CursorContext): Proposal[] {
  return wordsBehind(services, before).filter(({ label }) => label.startsWith(typed));
}

/** While a person types a word, the text before it stays. */
const known = new Map<string, Proposal[]>();
const knownMax = 20;

function wordsBehind(services: FlowLanguageServices, before: string): Proposal[] {
  const remembered = known.get(before);
  if (remembered !== undefined) return remembered;
  const found = findWords(services, before);
  if (known.size >= knownMax) known.clear();
  known.set(before, found);
  return found;
}

function findWords(services: FlowLanguageServices, before: string): Proposal[] {
  if (/\.\s*$/.test(before)) return [];
  // On a line of its own most people begin something new.
  const isBehindBlock = /\}[ \t]*\r?\n\s*$/.test(before);
  // What opens a node stands in a flow alone, and what opens a declaration beside it.
  const openers = before.startsWith(flowOpening) ? [...nodeWords, group] : [...declarationWords, ...nodeWords, group];
  const fits = [...openers, ...otherWords].flatMap((proposal) => fitOf(services, before, proposal) ?? []);
  // Where some words go on what stands there, others fit only because the parser gave it up: those are noise.
  const fewest = Math.min(...fits.map(({ mistakesBefore }) => mistakesBefore));
  return fits
    .filter(({ mistakesBefore }) => mistakesBefore === fewest)
    .map(({ proposal }) => (isBehindBlock && otherWords.includes(proposal) ? { ...proposal, rank: 6 } : proposal));
}

/** What must follow for the parser to take the word at all: it looks ahead to the end of what it decides on. */
const tails: Readonly<Record<string, string>> = {
  as: 'x*',
  between: 'x and x',
  except: '(x)',
  group: '"x" {',
  not: 'in x',
  test: '"x" of x',
};

function fitOf(services: FlowLanguageServices, before: string, proposal: Proposal) {
  const { label } = proposal;
  const found = leafAfter(services, before, label, tails[label] ?? 'x');
  const source = found?.leaf.grammarSource;
  if (found === undefined || !GrammarAST.isKeyword(source)) return undefined;
  // A word inside the rule of a name stands for a name there, not for itself.
  const isName = AstUtils.getContainerOfType(source, GrammarAST.isParserRule)?.dataType !== undefined;
  return isName ? undefined : { proposal, mistakesBefore: found.mistakesBefore };
}
