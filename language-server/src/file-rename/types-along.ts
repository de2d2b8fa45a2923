/**
 * What goes along when a flow file gets another name or place: the types beside it, with the name of the flow that they say, and
 * what its steps import of them. Types that a person wrote, and those that go along with a folder anyway, stay out of it.
 */
import {
  flowNameOfTypes,
  resolvePath,
  stepCodeOf,
  stepTypesImport,
  tasksOf,
  typesForms,
  typesUri,
} from '@millrace/grammar';
import type * as ast from '@millrace/grammar/syntax';
import { type FileSystemProvider, type LangiumDocument, type URI, UriUtils } from 'langium';
import { RenameFile, TextDocumentEdit, type TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Moves } from './moves.ts';

/** Edits of files as they are called now, and then their renames. */
export async function typesAlong(
  documents: Iterable<LangiumDocument>,
  moves: Moves,
  files: FileSystemProvider,
): Promise<(TextDocumentEdit | RenameFile)[]> {
  const changes: (TextDocumentEdit | RenameFile)[] = [];
  for (const document of documents)
    if (moves.isMoved(document.uri)) changes.push(...(await typesOf(document, moves, files)));
  return changes.toSorted((a, b) => Number(RenameFile.is(a)) - Number(RenameFile.is(b)));
}

async function typesOf(document: LangiumDocument, moves: Moves, files: FileSystemProvider) {
  const changes: (TextDocumentEdit | RenameFile)[] = [];
  const place = moves.placeOf(document.uri);
  for (const form of typesForms) {
    const [from, to] = [typesUri(document.uri, form), typesUri(place, form)];
    const text = await textOf(from, files);
    const name = text === undefined ? undefined : flowNameOfTypes(text);
    if (text === undefined || name === undefined) continue;
    const edits = replacements(text, `from ${name}.`, `from ${UriUtils.basename(place)}.`).slice(0, 1);
    if (edits.length > 0) changes.push(editOf(from, edits));
    if (!UriUtils.equals(moves.placeOf(from), to)) changes.push(RenameFile.create(from.toString(), to.toString()));
  }
  return changes.length === 0 ? [] : [...changes, ...(await importsOf(document, moves, files))];
}

/** In the code of the tasks, each file once. */
async function importsOf(document: LangiumDocument, moves: Moves, files: FileSystemProvider) {
  const edits: TextDocumentEdit[] = [];
  for (const path of stepFiles(document)) {
    const step = resolvePath(document, path);
    const text = await textOf(step, files);
    const before = stepTypesImport(document.uri, step, document);
    const after = stepTypesImport(moves.placeOf(document.uri), moves.placeOf(step), document);
    if (text === undefined || before === undefined || after === undefined || before === after) continue;
    const own = replacements(text, before, after);
    if (own.length > 0) edits.push(editOf(step, own));
  }
  return edits;
}

function stepFiles({ parseResult }: LangiumDocument): Set<string> {
  const tasks = tasksOf(parseResult.value as ast.FlowFile);
  return new Set(tasks.flatMap(({ task }) => stepCodeOf(task).file ?? []));
}

/** Where it stands by itself: `./main.flow.d.ts` is no part of `../main.flow.d.ts`. */
function replacements(text: string, old: string, own: string): TextEdit[] {
  const document = TextDocument.create('', '', 0, text);
  const edits: TextEdit[] = [];
  for (let at = text.indexOf(old); at >= 0 && old !== own; at = text.indexOf(old, at + old.length)) {
    if (!/^$|[\s'"`]/.test(text.slice(Math.max(0, at - 1), at))) continue;
    const range = { start: document.positionAt(at), end: document.positionAt(at + old.length) };
    edits.push({ range, newText: own });
  }
  return edits;
}

function editOf(uri: URI, edits: TextEdit[]): TextDocumentEdit {
  return TextDocumentEdit.create({ uri: uri.toString(), version: null }, edits);
}

function textOf(uri: URI, files: FileSystemProvider): Promise<string | undefined> {
  return Promise.resolve(files.readFile(uri)).catch(() => undefined);
}
