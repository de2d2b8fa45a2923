/** Names of flows and their parameters where millrace.json gives values to them. */
import { printType, typeOf } from '@millrace/grammar';
import type * as ast from '@millrace/grammar/syntax';
import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FlowLspServices } from '../services.ts';
import type { OpenConfig } from './open-config.ts';
import { type PlaceInJson, placeInJson } from './place-in-json.ts';
import { namedAt, projectFlows } from './project-flows.ts';

interface Name {
  name: string;
  detail: string;
  kind: CompletionItemKind;
  /** What follows a new name, as a snippet. */
  value: string;
}

export function configCompletion(
  services: FlowLspServices,
  { uri, document }: OpenConfig,
  position: Position,
): CompletionItem[] {
  const place = placeInJson(document.getText(), document.offsetAt(position));
  const named = place?.isKey ? namedAt(place.path) : undefined;
  if (place === undefined || named === undefined) return [];
  const flows = projectFlows(services, uri);
  const names = named.flow === undefined ? flows.map(asName) : parametersOf(flows, named.flow);
  const isNew = ({ name }: Name, index: number) =>
    !place.others.includes(name) && names.findIndex((one) => one.name === name) === index;
  const canSnippets = services.flow.host.Client.can(
    ({ textDocument }) => textDocument?.completion?.completionItem?.snippetSupport,
  );
  return names.filter(isNew).map((name) => itemOf(name, place, document, canSnippets));
}

function asName({ name, parameters }: ast.Flow): Name {
  const inner = parameters.filter(isSettable).map((parameter) => parameter.name);
  return { name, detail: `flow (${inner.join(', ')})`, kind: CompletionItemKind.Function, value: '{ $0 }' };
}

function parametersOf(flows: readonly ast.Flow[], flow: string): Name[] {
  const parameters = flows.filter(({ name }) => name === flow).flatMap((one) => one.parameters.filter(isSettable));
  return parameters.map(({ name, type }) => ({
    name,
    detail: printType(typeOf(type)),
    kind: CompletionItemKind.Property,
    value: '$0',
  }));
}

/** Records come from other nodes. */
function isSettable({ isStream }: ast.Parameter): boolean {
  return !isStream;
}

function itemOf(
  { name, detail, kind, value }: Name,
  { word, hasColon }: PlaceInJson,
  document: TextDocument,
  canSnippets: boolean,
): CompletionItem {
  const key = JSON.stringify(name);
  const whole = hasColon ? key : `${key}: ${canSnippets ? value : value.replace('$0', '')}`;
  const range = { start: document.positionAt(word.start), end: document.positionAt(word.end) };
  return {
    label: name,
    kind,
    detail,
    filterText: key,
    insertTextFormat: canSnippets && !hasColon ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: whole },
  };
}
