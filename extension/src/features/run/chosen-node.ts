import { methods, type NodeAtParams, type NodeAtResult } from '@millrace/language-server/protocol';
import { type Uri, window } from 'vscode';
import { chosenFlowFile, isFlowFile } from '../../flow-files.ts';
import type { Millrace } from '../../millrace.ts';
import { Problem } from '../../problem.ts';

export interface ChosenNode {
  uri: Uri;
  flow: string;
  /** As the command line takes it. */
  node: string;
}

type Places = 'runPlaces' | 'previewPlaces';

/**
 * The node a command is about: what a code lens says, `uri`, `flow`, `node`, `places`, else the one that the cursor is in; undefined
 * where a person had to choose a place of it and did not.
 */
export async function chosenNode(
  millrace: Millrace,
  given: readonly unknown[],
  places: Places,
): Promise<ChosenNode | undefined> {
  const { uri, flow, names } = ofLens(given) ?? (await atCursor(millrace, places));
  const node = names.length > 1 ? await window.showQuickPick(names, { placeHolder: 'Which records?' }) : names[0];
  return node === undefined ? undefined : { uri, flow, node };
}

interface Named {
  uri: Uri;
  flow: string;
  names: string[];
}

function ofLens([argument, flow, node, places]: readonly unknown[]): Named | undefined {
  if (typeof flow !== 'string' || typeof node !== 'string') return undefined;
  return { uri: chosenFlowFile(argument), flow, names: Array.isArray(places) ? places.map(String) : [node] };
}

async function atCursor({ client }: Millrace, places: Places): Promise<Named> {
  const editor = window.activeTextEditor;
  if (editor === undefined || !isFlowFile(editor.document))
    throw new Problem('Put the cursor into a node of a .flow file first.');
  const { uri } = editor.document;
  const params: NodeAtParams = { uri: uri.toString(), position: editor.selection.active };
  const found = await client.sendRequest<NodeAtResult>(methods.nodeAt, params);
  if (found === null) throw new Problem('The cursor is in no node. Put it into one first.');
  if (found[places].length === 0) throw new Problem(`${found.node} gives no records.`);
  return { uri, flow: found.flow, names: found[places] };
}
