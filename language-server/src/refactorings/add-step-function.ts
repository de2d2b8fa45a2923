/**
 * The function that a task calls, written behind what its file has. Nothing is offered where the file may have it in a way that
 * words alone do not show: handed on from another module, or made while it runs.
 */
import { resolvePath, stepCodeOf, stepFunction, stepLanguageOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { URI } from 'langium';
import { CodeActionKind } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { nodeAround } from '../fixes/editing/statements.ts';
import { exportedPlace } from '../navigation/exported-place.ts';
import type { FlowLanguageServices } from '../services.ts';
import type { Refactoring } from './refactoring.ts';

const hiddenInScript = /\bexport\s*\*|\bexports\b/;
const hiddenInPython = /\bimport\s+\*|\bglobals\(/;

export const addStepFunction: Refactoring = async ({ node, document, services }) => {
  const task = node && nodeAround(node);
  const { file, function: name } = ast.isTaskNode(task) ? stepCodeOf(task) : { file: undefined, function: '' };
  const language = file === undefined ? undefined : stepLanguageOf(file);
  if (!ast.isTaskNode(task) || file === undefined || language === undefined) return [];
  const uri = resolvePath(document, file);
  const code = await textOrNothing(uri, services);
  const isPython = language === 'python';
  if (code === undefined || (isPython ? hiddenInPython : hiddenInScript).test(code)) return [];
  const text = stepFunction(task, language);
  if (text === undefined || exportedPlace(code, name, isPython ? 'python' : 'node') !== undefined) return [];
  return [
    {
      title: `Write "${name}" in "${file}"`,
      kind: CodeActionKind.RefactorRewrite,
      edits: () => [],
      elsewhere: () => [{ uri: uri.toString(), edits: [atEnd(code, text)] }],
    },
  ];
};

async function textOrNothing(uri: URI, { shared }: FlowLanguageServices): Promise<string | undefined> {
  try {
    return await shared.workspace.FileSystemProvider.readFile(uri);
  } catch {
    return undefined;
  }
}

/** With one blank line before it. */
function atEnd(code: string, text: string) {
  const document = TextDocument.create('', '', 0, code);
  const gap = code.trim() === '' ? '' : code.endsWith('\n') ? '\n' : '\n\n';
  const end = document.positionAt(code.length);
  return { range: { start: end, end }, newText: gap + text };
}
