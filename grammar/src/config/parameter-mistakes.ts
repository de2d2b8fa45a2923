/** What millrace.json says of flows and parameters that the project does not have. Only who has read all of its files can tell. */
import { TextDocument } from 'langium';
import { type ConfigMistake, configUnknownKey } from '../diagnostics/config.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { jsonPlaces } from './json-places.ts';
import { readConfig } from './read-config.ts';
import type { Path } from './read-parts.ts';
import type { FlowParameters } from './settings.ts';

/** The names of the parameters of every flow of a project. */
export type KnownFlows = ReadonlyMap<string, ReadonlySet<string>>;

/** In the order of the text. What is wrong in itself `readConfig` tells. */
export function parameterMistakes(text: string, flows: KnownFlows): ConfigMistake[] {
  const { parameters, profiles = {} } = readConfig(text).config;
  const said: [Path, FlowParameters | undefined][] = [
    [['parameters'], parameters],
    ...Object.entries(profiles).map(([name, profile]): [Path, FlowParameters | undefined] => [
      ['profiles', name, 'parameters'],
      profile.parameters,
    ]),
  ];
  const unknown = said.flatMap(([path, given = {}]) => unknownIn(given, path, flows));
  if (unknown.length === 0) return [];
  const places = jsonPlaces(text);
  const document = TextDocument.create('millrace.json', 'json', 0, text);
  const found = unknown.map(({ path, message }) => {
    const { start, end } = places.get(JSON.stringify(path))?.key ?? { start: 0, end: 1 };
    return {
      start,
      mistake: configUnknownKey({ start: document.positionAt(start), end: document.positionAt(end) }, message),
    };
  });
  return found.sort((a, b) => a.start - b.start).map(({ mistake }) => mistake);
}

function unknownIn(given: FlowParameters, path: Path, flows: KnownFlows): { path: Path; message: string }[] {
  return Object.entries(given).flatMap(([flow, values]) => {
    const known = flows.get(flow);
    if (known === undefined)
      return [
        {
          path: [...path, flow],
          message: `has parameters of the flow "${flow}", which the project does not have${meant(flow, flows.keys())}`,
        },
      ];
    const wrong = Object.keys(values).filter((name) => !known.has(name));
    return wrong.map((name) => ({
      path: [...path, flow, name],
      message: `has a parameter "${name}" that the flow "${flow}" does not have${meant(name, known)}`,
    }));
  });
}

function meant(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}
