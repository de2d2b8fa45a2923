/** The flows of the project that a millrace.json is of, which it names with their parameters. */
import type { KnownFlows } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type URI, UriUtils } from 'langium';
import type { FlowLspServices } from '../services.ts';

/** As far as its files are read. */
export function projectFlows({ shared, flow }: FlowLspServices, config: URI): ast.Flow[] {
  const folder = UriUtils.dirname(config).toString();
  const { Ports } = flow.host;
  const files = shared.workspace.LangiumDocuments.all.filter(
    ({ uri }) => Ports.projectFolder?.(uri.toString()) === folder,
  );
  return files
    .flatMap(({ parseResult }) => (parseResult.value as ast.FlowFile).declarations.filter(ast.isFlow))
    .toArray();
}

/** With the names of their parameters; undefined where not all files are read: nobody knows what is in the others. */
export function knownFlows(services: FlowLspServices, config: URI): KnownFlows | undefined {
  const folder = UriUtils.dirname(config).toString();
  if (services.flow.host.Ports.isFolderLoaded?.(folder) !== true) return undefined;
  const known = new Map<string, Set<string>>();
  for (const { name, parameters } of projectFlows(services, config)) {
    known.set(name, new Set([...(known.get(name) ?? []), ...parameters.map((parameter) => parameter.name)]));
  }
  return known;
}

/** What a place in millrace.json names: a flow, or a parameter of one. undefined where it names neither. */
export function namedAt(path: readonly string[]): { flow?: string } | undefined {
  const inSettings = path[0] === 'profiles' ? path.slice(2) : path;
  if (inSettings[0] !== 'parameters' || inSettings.length > 2) return undefined;
  return inSettings[1] === undefined ? {} : { flow: inSettings[1] };
}
