import { type TextDocument, Uri, window, workspace } from 'vscode';
import { Problem } from './problem.ts';

export function isFlowFile(document: TextDocument | undefined): document is TextDocument {
  return document?.languageId === 'flow' && document.uri.scheme === 'file';
}

/** The `.flow` file a command is about: the one it was called on, else the one in the active editor, else a visible one. */
export function chosenFlowFile(argument: unknown): Uri {
  if (isUri(argument) && argument.path.endsWith('.flow')) return argument;
  // As the server's code lenses write it.
  if (typeof argument === 'string' && /^file:.*\.flow$/.test(argument)) return Uri.parse(argument);
  const editors = [window.activeTextEditor, ...window.visibleTextEditors];
  const document = editors.map((editor) => editor?.document).find(isFlowFile);
  if (document === undefined) throw new Problem('Open a .flow file first: this command works on the one you see.');
  return document.uri;
}

export function isUri(value: unknown): value is Uri {
  return typeof value === 'object' && value !== null && 'fsPath' in value && 'path' in value;
}

/** Runs and packages work on files on disk: what is typed but not saved would be missing from them. */
export async function saveFlowFiles(): Promise<void> {
  const unsaved = workspace.textDocuments.filter((document) => document.isDirty && document.uri.scheme === 'file');
  await Promise.all(unsaved.map((document) => document.save()));
}
