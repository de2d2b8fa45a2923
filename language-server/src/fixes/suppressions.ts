/** Warnings and hints that a person does not want to hear of: here, with a reason, or in the whole project. Errors stay. */
import { configName, jsonPlaces, rangeOf } from '@millrace/grammar';
import { type LangiumDocument, type URI, UriUtils } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ActionDraft, ActionRequest, ActionSource } from '../code-actions/action-source.ts';
import type { Change } from '../code-actions/change.ts';
import type { FlowLanguageServices } from '../services.ts';
import { indentAt, insert, lineEnd, replace } from './editing/spans.ts';
import type { Mistake } from './fix.ts';
import { asDiagnostic, mistakesAt } from './mistakes-at.ts';

export const suppressions: ActionSource = {
  kinds: [CodeActionKind.QuickFix],
  async drafts(request) {
    const soft = mistakesAt(request).filter(({ diagnostic, code }) => {
      return diagnostic.severity !== 'error' && !code.startsWith('FLOW70');
    });
    const config = soft.length === 0 ? undefined : await configOf(request.document, request.services);
    return soft.flatMap((mistake) => [ignoreDraft(mistake, request), ...ruleDrafts(mistake, config, request)]);
  },
};

function ignoreDraft(mistake: Mistake, { diagnostics, document }: ActionRequest): ActionDraft {
  const { code, diagnostic } = mistake;
  const edit = ignoreEdit(document.textDocument, rangeOf(diagnostic.place).start.line, code);
  return {
    title: `Ignore ${code} here, with a reason`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [asDiagnostic(mistake, diagnostics)],
    change: () => ({ edits: [{ uri: document.textDocument.uri, edits: [edit] }] }),
  };
}

/** In the comment that is there already, or in a line of its own above. */
function ignoreEdit(text: TextDocument, line: number, code: string): TextEdit {
  const offset = text.offsetAt({ line, character: 0 });
  const above =
    line === 0 ? '' : text.getText({ start: { line: line - 1, character: 0 }, end: { line, character: 0 } });
  const existing = /^\s*\/\/\s*millrace-ignore\s+[^:\s][^:\r\n]*?(?=\s*:)/.exec(above);
  if (existing !== null) return insert(text, offset - above.length + existing[0].length, `, ${code}`);
  const first = offset + (/^[ \t]*/.exec(text.getText().slice(offset))?.[0].length ?? 0);
  const indent = indentAt(text, first);
  return insert(text, offset, `${indent}// millrace-ignore ${code}: reason${lineEnd(text)}`);
}

function ruleDrafts(mistake: Mistake, config: TextDocument | undefined, { diagnostics }: ActionRequest): ActionDraft[] {
  if (config === undefined) return [];
  const { code, diagnostic } = mistake;
  const titles = { off: `Turn ${code} off in ${configName}`, hint: `Make ${code} a hint in ${configName}` };
  const settings = diagnostic.severity === 'hint' ? (['off'] as const) : (['off', 'hint'] as const);
  return settings.map((setting) => ({
    title: titles[setting],
    kind: CodeActionKind.QuickFix,
    diagnostics: [asDiagnostic(mistake, diagnostics)],
    change: () => ruleChange(config, code, setting),
  }));
}

/** The nearest upwards, as the editor has it or as it is on disk; undefined where there is none, or it is no JSON. */
async function configOf({ uri }: LangiumDocument, { shared }: FlowLanguageServices): Promise<TextDocument | undefined> {
  for (let folder = UriUtils.dirname(uri); ; folder = UriUtils.dirname(folder)) {
    const config = UriUtils.joinPath(folder, configName);
    const text = await textAt(config, shared.workspace);
    if (text !== undefined) return isObject(text) ? TextDocument.create(config.toString(), 'json', 0, text) : undefined;
    if (folder.path === UriUtils.dirname(folder).path) return undefined;
  }
}

async function textAt(uri: URI, workspace: LangiumSharedServices['workspace']): Promise<string | undefined> {
  const open = workspace.TextDocuments?.get(uri.toString());
  if (open !== undefined) return open.getText();
  try {
    return await workspace.FileSystemProvider.readFile(uri);
  } catch {
    return undefined;
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The rule that is there gets another value; else it is added to the rules, or the rules to the configuration. */
function ruleChange(config: TextDocument, code: string, setting: string): Change | undefined {
  const places = jsonPlaces(config.getText());
  const rule = places.get(JSON.stringify(['rules', code]))?.value;
  const rules = places.get(JSON.stringify(['rules']))?.value;
  const whole = places.get('[]')?.value;
  const entry = `"${code}": "${setting}"`;
  const edit =
    rule !== undefined
      ? replace(config, { offset: rule.start, end: rule.end }, `"${setting}"`)
      : rules !== undefined
        ? addKey(config, rules.start, entry)
        : whole && addKey(config, whole.start, `"rules": { ${entry} }`);
  return edit && { edits: [{ uri: config.uri, edits: [edit] }] };
}

/** As the first of an object, in the layout that it has. */
function addKey(config: TextDocument, brace: number, entry: string): TextEdit {
  const behind = config.getText().slice(brace + 1);
  const space = /^\s*/.exec(behind)?.[0] ?? '';
  const isEmpty = behind[space.length] === '}';
  return insert(config, brace + 1, isEmpty ? ` ${entry} ` : `${space || ' '}${entry},${space === '' ? ' ' : ''}`);
}
