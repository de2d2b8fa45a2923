import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Field, printType, type Stage, type Type } from '@millrace/grammar';
import { addressOf } from '../catalogue/recorder/stage-sources.ts';
import { type DatasetName, type Facet, facet } from './event.ts';

type DataStage = Extract<Stage, { kind: 'read' | 'write' }>;

export interface NamingPlace {
  /** Absolute. */
  projectFolder: string;
  /** Of the project: what only it has is named in it. */
  namespace: string;
}

/**
 * What OpenLineage calls the data of a read or write, so that other tools that touch it call it the same: files by their absolute
 * path, tables by server, schema and name.
 */
export function datasetOf(stage: DataStage, { projectFolder, namespace }: NamingPlace): DatasetName {
  const { connector, effects } = stage;
  if (connector.name === 'dataset') return { namespace, name: String(connector.options.dataset) };
  const [path] = stage.kind === 'read' ? effects.reads : effects.writes;
  if (path !== undefined) return { namespace: 'file', name: filePath(resolve(projectFolder, path)) };
  const { url, table } = connector.options;
  const place = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
  if (place === undefined) return { namespace, name: addressOf(connector) };
  if (connector.name !== 'postgres') return { namespace: place.origin, name: place.pathname };
  const server = `postgres://${place.hostname || 'localhost'}:${place.port || '5432'}`;
  return { namespace: server, name: `${place.pathname.slice(1)}.${qualified(String(table ?? 'query'))}` };
}

function qualified(table: string): string {
  return table.includes('.') ? table : `public.${table}`;
}

/** With `/`, also on Windows. */
function filePath(absolute: string): string {
  return decodeURIComponent(pathToFileURL(absolute).pathname);
}

export function schemaFacet(fields: readonly Field[]): Facet {
  return facet('SchemaDatasetFacet', { fields: fields.map(fieldOf) });
}

interface SchemaField {
  name: string;
  type: string;
  ordinal_position: number;
  fields?: SchemaField[];
}

function fieldOf({ name, type }: Field, at: number): SchemaField {
  const inner = fieldsIn(type);
  return { name, type: printType(type), ordinal_position: at + 1, ...(inner && { fields: inner.map(fieldOf) }) };
}

function fieldsIn(type: Type): readonly Field[] | undefined {
  if (type.kind === 'list') return fieldsIn(type.element);
  return type.kind === 'record' ? type.fields : undefined;
}
