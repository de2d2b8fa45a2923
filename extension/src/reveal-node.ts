import { methods, type RevealNodeParams } from '@millrace/language-server/protocol';
import { Range, TabInputText, Uri, ViewColumn, window } from 'vscode';
import type { Range as LspRange } from 'vscode-languageclient/node';
import type { Millrace } from './millrace.ts';

/** Goes to a node in the text, in the editor that shows the file, else beside the page that asked. */
export async function revealNode({ client }: Pick<Millrace, 'client'>, params: RevealNodeParams): Promise<void> {
  const uri = Uri.parse(params.uri);
  const range = await client.sendRequest<LspRange | null>(methods.revealNode, params);
  const selection =
    range === null
      ? undefined
      : new Range(range.start.line, range.start.character, range.end.line, range.end.character);
  await window.showTextDocument(uri, { viewColumn: columnOf(uri), selection });
}

function columnOf(uri: Uri): ViewColumn {
  const shows = (input: unknown) => input instanceof TabInputText && input.uri.toString() === uri.toString();
  const group = window.tabGroups.all.find(({ tabs }) => tabs.some((tab) => shows(tab.input)));
  return group?.viewColumn ?? ViewColumn.One;
}
