/** Functions that the code of a step gives to others, by their words: the server runs no compiler. */
import * as ast from '@millrace/grammar/syntax';
import { UriUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { exportedNames } from '../navigation/exported-names.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

/** Of the file that the first argument of the call names. */
export async function exportsOf(argument: ast.Argument, { services, cursor }: ProposalContext): Promise<Proposal[]> {
  const call = argument.$container;
  const path = ast.isCall(call) ? fileOf(call) : undefined;
  if (path === undefined || !ast.isCall(call)) return [];
  const uri = UriUtils.resolvePath(UriUtils.dirname(cursor.document.uri), path);
  const text = await readText(services, uri);
  return exportedNames(text, call.function === 'python' ? 'python' : 'node').map(({ name, line }) => ({
    label: name,
    kind: CompletionItemKind.Function,
    detail: path,
    doc: `\`\`\`\n${line}\n\`\`\``,
    rank: name === 'default' ? 2 : 1,
  }));
}

function fileOf({ arguments: given }: ast.Call): string | undefined {
  const file = given.find(({ name }) => name === undefined || name === 'file')?.value;
  return ast.isStringLiteral(file) && file.value !== '' ? file.value : undefined;
}

/** A file that is not there, or may not be read, gives nothing. */
async function readText(
  { shared }: ProposalContext['services'],
  uri: Parameters<typeof UriUtils.dirname>[0],
): Promise<string> {
  try {
    const text = await shared.workspace.FileSystemProvider.readFile(uri);
    return text.length > 1_000_000 ? '' : text;
  } catch {
    return '';
  }
}
