/**
 * Checks events of OpenLineage. The project's own schema is not ours to keep: MILLRACE_OPENLINEAGE_SCHEMA may name the folder `spec` of
 * its repository. Without it events are held against what follows here, which says the same of all that Millrace writes.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export const officialFolder = process.env.MILLRACE_OPENLINEAGE_SCHEMA;

const text = { type: 'string', minLength: 1 };
const facets = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    required: ['_producer', '_schemaURL'],
    properties: { _producer: { ...text, format: 'uri' }, _schemaURL: { ...text, format: 'uri' } },
  },
};
const named = { namespace: text, name: text };

const eventSchema = {
  type: 'object',
  required: ['eventType', 'eventTime', 'producer', 'schemaURL', 'run', 'job', 'inputs', 'outputs'],
  additionalProperties: false,
  properties: {
    eventType: { enum: ['START', 'COMPLETE', 'FAIL', 'ABORT'] },
    eventTime: { type: 'string', format: 'date-time' },
    producer: { type: 'string', format: 'uri' },
    schemaURL: { const: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent' },
    run: {
      type: 'object',
      required: ['runId', 'facets'],
      additionalProperties: false,
      properties: { runId: { type: 'string', format: 'uuid' }, facets },
    },
    job: {
      type: 'object',
      required: ['namespace', 'name', 'facets'],
      additionalProperties: false,
      properties: { ...named, facets },
    },
    inputs: { type: 'array', items: datasetWith('inputFacets') },
    outputs: { type: 'array', items: datasetWith('outputFacets') },
  },
};

function datasetWith(own: string) {
  return {
    type: 'object',
    required: ['namespace', 'name', 'facets', own],
    additionalProperties: false,
    properties: { ...named, facets, [own]: facets },
  };
}

/** What of the events does not fit our own description of them. */
export function shapeMistakes(events: readonly unknown[]): string[] {
  const ajv = withFormats();
  const validate = ajv.compile(eventSchema);
  return events.flatMap((event) => (validate(event) ? [] : [ajv.errorsText(validate.errors)]));
}

/** What of them does not fit the schemas of OpenLineage, each facet by the address that it names itself. */
export function officialMistakes(events: readonly unknown[], folder: string): string[] {
  const ajv = withFormats();
  for (const file of globSync('{OpenLineage.json,facets/*.json}', { cwd: folder }))
    ajv.addSchema(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  const check = (address: string, value: unknown) => {
    const validate = ajv.getSchema(address);
    if (validate === undefined) return [`there is no schema ${address}`];
    return validate(value) ? [] : [`${address}: ${ajv.errorsText(validate.errors)}`];
  };
  return events.flatMap((event) => [
    ...check('https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent', event),
    ...facetsIn(event).flatMap((facet) => check(facet._schemaURL, facet)),
  ]);
}

/** Those of OpenLineage; ours have addresses of their own. */
function facetsIn(value: unknown): { _schemaURL: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = isFacet(value) && value._schemaURL.startsWith('https:') ? [value] : [];
  return [...own, ...Object.values(value).flatMap(facetsIn)];
}

function isFacet(value: object): value is { _schemaURL: string } {
  return '_schemaURL' in value && typeof value._schemaURL === 'string';
}

function withFormats(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv;
}
