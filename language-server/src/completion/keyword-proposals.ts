/**
 * Keywords that may stand at the cursor, found out by parsing the statement with each of them: the grammar itself decides,
 * so no list of what follows what can fall behind it. A statement is short, and parsing one takes well below a millisecond.
 */
import { nodeKinds } from '@millrace/grammar';
import { AstUtils, GrammarAST } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import type { CursorContext } from '../cursor/cursor-context.ts';
import { leafAfter } from '../cursor/cursor-context.ts';
import type { FlowLanguageServices } from '../services.ts';
import type { Proposal } from './proposal.ts';

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: the placeholders of LSP snippets */
const declarationWords: Proposal[] = [
  word('import', 'import { $2 } from "./$1"', 'Names of another file.'),
  word('schema', 'schema ${1:Name} {\n\t$0\n}', 'The fields of a record.'),
  word('model', 'model ${1:Name} { file: "${2:models/model.onnx}" }', 'An ONNX model.'),
  word('flow', 'flow ${1:Name} {\n\t$0\n}', 'Which records go where, and what is done to them.'),
];
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: the placeholders of LSP snippets */

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
  'and',
  'or',
  'not',
  'in',
  'between',
  'then',
  'else',
].map((label) => ({ label, kind: CompletionItemKind.Keyword, rank: 4 }));

function word(label: string, snippet: string, doc: string): Proposal {
  return { label, kind: CompletionItemKind.Snippet, snippet, doc, rank: 5 };
}

export function keywordProposals(services: FlowLanguageServices, { before, typed }: CursorContext): Proposal[] {
  return [...declarationWords, ...nodeWords, ...otherWords]
    .filter(({ label }) => label.startsWith(typed))
    .filter(({ label }) => isKeywordHere(services, before, label));
}

/** What must follow for the parser to take the word at all: it looks ahead to the end of what it decides on. */
const tails: Readonly<Record<string, string>> = { between: 'x and x', not: 'in x' };

function isKeywordHere(services: FlowLanguageServices, before: string, label: string): boolean {
  const source = leafAfter(services, before, label, tails[label] ?? 'x')?.grammarSource;
  if (!GrammarAST.isKeyword(source)) return false;
  // A word inside the rule of a name stands for a name there, not for itself.
  return AstUtils.getContainerOfType(source, GrammarAST.isParserRule)?.dataType === undefined;
}
