/** What the flow or the parameter is that millrace.json gives values to. */
import type * as ast from '@millrace/grammar/syntax';
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import { declarationHover } from '../hover/declaration-hover.ts';
import { plainText } from '../markdown/plain-text.ts';
import type { FlowLspServices } from '../services.ts';
import type { OpenConfig } from './open-config.ts';
import { placeInJson, unquoted } from './place-in-json.ts';
import { namedAt, projectFlows } from './project-flows.ts';

export function configHover(
  services: FlowLspServices,
  { uri, document }: OpenConfig,
  position: Position,
): Hover | undefined {
  const place = placeInJson(document.getText(), document.offsetAt(position));
  const named = place?.isKey && place.word.text !== '' ? namedAt(place.path) : undefined;
  if (place === undefined || named === undefined) return undefined;
  const node = declarationOf(projectFlows(services, uri), unquoted(place.word.text), named.flow);
  const value = node && declarationHover({ node }, services.flow);
  if (value === undefined) return undefined;
  const kind = services.flow.host.Client.markup(({ textDocument }) => textDocument?.hover?.contentFormat);
  const range = { start: document.positionAt(place.word.start), end: document.positionAt(place.word.end) };
  return { contents: { kind, value: kind === MarkupKind.PlainText ? plainText(value) : value }, range };
}

/** The first that has the name: flows of other files may have the same. */
function declarationOf(
  flows: readonly ast.Flow[],
  name: string,
  flow: string | undefined,
): ast.Flow | ast.Parameter | undefined {
  if (flow === undefined) return flows.find((one) => one.name === name);
  return flows
    .filter((one) => one.name === flow)
    .flatMap(({ parameters }) => parameters.filter((one) => one.name === name))[0];
}
