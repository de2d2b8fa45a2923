/**
 * The call around the cursor, whatever state its text is in: the brackets that are open before the cursor are counted over tokens, and
 * the statement is parsed with a placeholder behind the innermost one that opens the arguments of something.
 */
import * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import { closerOf, closersOf } from '../cursor/closers.ts';
import { cursorContext, leafAfter } from '../cursor/cursor-context.ts';
import type { FlowLanguageServices } from '../services.ts';
import { textMax } from '../workspace/large-texts.ts';

export type Callable = ast.Call | ast.Source | ast.Annotation | ast.FlowRun;

export interface CallableAt {
  /** Of the cut-out text, unlinked; its arguments are not those of the text. */
  callable: Callable;
  /** Names of the arguments before the cursor, in their order; undefined of those that are given by place. */
  before: (string | undefined)[];
  /** The name of the argument that the cursor is in, where it has one. */
  name: string | undefined;
}

const placeholder = '__argument__';

export function callableAt(
  services: FlowLanguageServices,
  document: LangiumDocument<ast.FlowFile>,
  offset: number,
): CallableAt | undefined {
  if (document.textDocument.getText().length > textMax) return undefined;
  const cursor = cursorContext(services, document, offset);
  if (cursor === undefined) return undefined;
  for (const { end, names } of openParentheses(services, cursor.before)) {
    const head = cursor.before.slice(0, end);
    const found = leafAfter(services, head, placeholder, closersOf(head));
    const callable = found && callableAround(found.leaf.astNode);
    if (callable !== undefined) return { callable, before: names.slice(0, -1), name: names.at(-1) };
  }
  return undefined;
}

/** The placeholder is an argument of it, and not of something inside. */
function callableAround(place: ast.Reference | { $container?: unknown }): Callable | undefined {
  const argument = place.$container;
  if (!ast.isArgument(argument)) return undefined;
  const owner = argument.$container;
  return ast.isCall(owner) || ast.isSource(owner) || ast.isAnnotation(owner) || ast.isFlowRun(owner)
    ? owner
    : undefined;
}

interface OpenParenthesis {
  /** The offset behind it. */
  end: number;
  /** Of the arguments so far, the last of which may be empty. */
  names: (string | undefined)[];
}

interface OpenBracket extends OpenParenthesis {
  image: string;
}

/** From the innermost to the outermost. */
function openParentheses(services: FlowLanguageServices, text: string): OpenParenthesis[] {
  const open: OpenBracket[] = [];
  const { tokens } = services.parser.Lexer.tokenize(text);
  tokens.forEach(({ image, startOffset }, index) => {
    const around = open.at(-1);
    if ('([{'.includes(image)) open.push({ image, end: startOffset + 1, names: [undefined] });
    else if (around !== undefined && image === closerOf(around.image)) open.pop();
    else if (image === ',') around?.names.push(undefined);
    else if (image === ':' && around !== undefined)
      around.names[around.names.length - 1] = nameOf(tokens[index - 1]?.image);
  });
  return open.filter(({ image }) => image === '(').toReversed();
}

function nameOf(image: string | undefined): string | undefined {
  return image?.replaceAll('`', '');
}
