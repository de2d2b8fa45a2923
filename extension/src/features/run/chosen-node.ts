import { methods, type NodeAtParams, type NodeAtResult } from '@millrace/language-server/protocol';
import { Uri, window } from 'vscode';
import { chosenFlowFile, isFlowFile } from '../../flow-files.ts';
import type { Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';

export interface ChosenNode {
  uri: Uri;
  flow: string;
  node: string;
}

/** The node a command is about: what a code lens says, `uri`, `flow`, `node`, else the one that the cursor is in. */
export async function chosenNode(
  { client }: Millrace,
  [argument, flow, node]: readonly unknown[],
): Promise<ChosenNode> {
  if (typeof flow === 'string' && typeof node === 'string') return { uri: chosenFlowFile(argument), flow, node };
  const editor = window.activeTextEditor;
  if (editor === undefined || !isFlowFile(editor.document))
    throw new Problem('Put the cursor into a node of a .flow file first.');
  const { uri } = editor.document;
  const params: NodeAtParams = { uri: uri.toString(), position: editor.selection.active };
  const found = await client.sendRequest<NodeAtResult>(methods.nodeAt, params);
  if (found === null) throw new Problem('The cursor is in no node. Put it into one first.');
  return { uri: Uri.parse(params.uri), ...found };
}
