/**
 * The code of a task that is not there yet: a file with the function that the task calls, and the types that it imports, written as
 * `millrace types` writes them.
 */
import {
  pythonForm,
  rivalOf,
  type StepLanguage,
  stepLanguageOf,
  stepTemplate,
  stepTypes,
  type TypesForm,
  typeScriptForm,
  typesChange,
  typesUri,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type LangiumDocument, UriUtils } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Change } from '../code-actions/change.ts';
import type { FlowLanguageServices } from '../services.ts';
import { nodeAround } from './editing/statements.ts';
import type { Fix } from './fix.ts';

export const newStepFile: Fix = {
  codes: ['FLOW501'],
  async mends({ node, facts: { path }, document, services }) {
    const task = nodeAround(node);
    const language = path === undefined ? undefined : stepLanguageOf(path);
    if (!ast.isTaskNode(task) || path === undefined || language === undefined) return [];
    const uri = UriUtils.resolvePath(UriUtils.dirname(document.uri), path).toString();
    const types = await typesFor(language, document, services);
    const created = [{ uri, text: stepTemplate(task, language) }, ...(types.created ?? [])];
    return [{ title: `Create "${path}"`, edits: [], elsewhere: { edits: types.edits, created }, isPreferred: true }];
  },
};

const forms: Partial<Record<StepLanguage, TypesForm>> = {
  typescript: typeScriptForm,
  javascript: typeScriptForm,
  python: pythonForm,
};

/** The file of types, made or brought up to date; one that a person wrote stays. */
async function typesFor(
  language: StepLanguage,
  document: LangiumDocument,
  { shared }: FlowLanguageServices,
): Promise<Change> {
  const form = forms[language];
  if (form === undefined) return { edits: [] };
  const address = typesUri(document.uri, form);
  const existing = await shared.workspace.FileSystemProvider.readFile(address).catch(() => undefined);
  const beside = (name: string) => UriUtils.resolvePath(UriUtils.dirname(document.uri), name);
  const hasFlow = (name: string) => shared.workspace.LangiumDocuments.hasDocument(beside(name));
  const rival = rivalOf(form, UriUtils.basename(document.uri), existing, hasFlow);
  const change = typesChange(stepTypes(document, form), existing, rival);
  if (change.to !== 'write') return { edits: [] };
  const uri = address.toString();
  if (existing === undefined) return { edits: [], created: [{ uri, text: change.text }] };
  const end = TextDocument.create(uri, '', 0, existing).positionAt(existing.length);
  return { edits: [{ uri, edits: [{ range: { start: { line: 0, character: 0 }, end }, newText: change.text }] }] };
}
