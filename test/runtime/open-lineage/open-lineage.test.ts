import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { millrace, millraceBeside } from '../../support/millrace-command.ts';
import { officialFolder, officialMistakes, shapeMistakes } from '../../support/open-lineage-schema.ts';
import { type Files, projectFolder } from '../../support/project-folder.ts';
import { paymentsProject } from '../../support/recorded-run.ts';

interface Dataset {
  namespace: string;
  name: string;
  facets: Record<string, Record<string, unknown>>;
  inputFacets?: Record<string, Record<string, unknown>>;
  outputFacets?: Record<string, Record<string, unknown>>;
}

interface LineageEvent {
  eventType: string;
  run: { runId: string; facets: Record<string, Record<string, unknown>> };
  job: { namespace: string; name: string };
  inputs: Dataset[];
  outputs: Dataset[];
}

const parent = '/11111111-2222-4333-8444-555555555555';

const typesOf = (events: LineageEvent[], job: string) =>
  events.flatMap(({ eventType, job: { name } }) => (name === job ? [eventType] : []));

function lineageOf(files: Files, env: Record<string, string> = {}, args: string[] = []) {
  const cwd = projectFolder(files);
  const { code, stderr } = millrace(['run', 'main.flow', '--openlineage', 'made/lineage.ndjson', ...args], {
    cwd,
    env,
  });
  const text = readFileSync(path.join(cwd, 'made/lineage.ndjson'), 'utf8');
  const events = text
    .trimEnd()
    .split('\n')
    .map((line): LineageEvent => JSON.parse(line));
  return { cwd, code, stderr, events };
}

const nested: Files = {
  'main.flow': `schema Place { city: string, code: int32? }
schema Order { id: int32, card: string @pii, place: Place, amounts: float64[] }
flow Orders(key: string = "k") -> seen {
  read orders: Order from jsonl("orders.jsonl")
  select seen(orders) { id, token: hmac(card, secret("CARD_KEY")), city: upper(place.city), place }
  write out(seen) to jsonl("out/seen.jsonl") { allow: [token] }
}
`,
  'orders.jsonl': '{"id":1,"card":"4111","place":{"city":"Bern","code":1},"amounts":[1]}\n',
};

const secrets = { CARD_KEY: 'hidden-word' };
const runs = {
  'that succeeds': () => lineageOf(paymentsProject),
  'with nested records, a secret and a parent': () =>
    lineageOf(nested, { ...secrets, OPENLINEAGE_PARENT_ID: `airflow/prod/nightly.score${parent}` }),
  'that fails': () => lineageOf({ ...paymentsProject, 'data/payments.csv': 'id,amount\n1,2\n' }),
};

describe.each(Object.entries(runs))('a run %s', (_, run) => {
  test('is told as OpenLineage has it', () => {
    const { events } = run();
    expect(shapeMistakes(events)).toEqual([]);
    if (officialFolder !== undefined) expect(officialMistakes(events, officialFolder)).toEqual([]);
    const jobs = Map.groupBy(events, ({ run: { runId }, job: { name } }) => `${runId} ${name}`);
    expect([...jobs.values()].map((told) => told.map(({ eventType }) => eventType === 'START'))).toEqual(
      [...jobs].map(() => [true, false]),
    );
    const [flow] = events;
    for (const { run, job } of events.filter(({ run }) => run.runId !== flow?.run.runId)) {
      expect(job.name.startsWith(`${flow?.job.name}.`)).toBe(true);
      expect(run.facets.parent).toMatchObject({
        run: { runId: flow?.run.runId },
        job: { name: flow?.job.name },
        root: flow?.run.facets.parent ? { run: { runId: parent.slice(1) } } : { run: { runId: flow?.run.runId } },
      });
    }
  });
});

test('the end of a run has its data, with schemas, statistics and where each column comes from', () => {
  const { cwd, events, code } = lineageOf({
    ...paymentsProject,
    'millrace.json': '{ "name": "pay", "version": "1.0.0" }',
  });
  const end = events.at(-1);
  expect(code).toBe(0);
  expect(typesOf(events, 'main.flow:Payments')).toEqual(['START', 'COMPLETE']);
  expect(end?.job).toMatchObject({ namespace: 'pay', name: 'main.flow:Payments' });
  const [input] = end?.inputs ?? [];
  expect(input).toMatchObject({ namespace: 'file', name: `${cwd}/data/payments.csv` });
  expect(input?.facets.schema?.fields).toMatchObject([
    { name: 'id', type: 'int32' },
    { name: 'card' },
    { name: 'amount' },
  ]);
  expect(input?.inputFacets).toMatchObject({
    inputStatistics: { rowCount: 3 },
    dataQualityAssertions: { assertions: [{ assertion: 'fits_schema', success: false, actual: '1 bad records' }] },
  });
  const output = end?.outputs.find(({ name }) => name.endsWith('euros.csv'));
  expect(output?.outputFacets).toMatchObject({ outputStatistics: { rowCount: 2, size: 19, fileCount: 1 } });
  const amount = { namespace: 'file', name: `${cwd}/data/payments.csv`, field: 'amount' };
  expect(output?.facets.columnLineage?.fields).toMatchObject({
    id: { inputFields: [{ field: 'id', transformations: [{ type: 'DIRECT', subtype: 'IDENTITY' }] }] },
    euros: { inputFields: [{ ...amount, transformations: [{ type: 'DIRECT', subtype: 'TRANSFORMATION' }] }] },
  });
  expect(end?.run.facets.millrace_nodes?.nodes).toContainEqual(
    expect.objectContaining({ name: 'payments', status: 'succeeded', records: 2, failed: 1 }),
  );
});

test('each node is a job of its own, with what it reads and writes', () => {
  const { events } = lineageOf({
    'main.flow': `schema Row { id: int32, word: string?, part: float64? }
flow Main() {
  read rows: Row from csv("rows.csv")
  filter some(rows) where id > 1
  write out(some) to jsonl("out.jsonl")
}
`,
    'rows.csv': 'id,word,part\n1,a,\n2,,\n3,b,0.5\n',
  });
  const ended = new Map(events.map((event) => [event.job.name.replace('main.flow:Main', ''), event]));
  expect([...ended.keys()].sort()).toEqual(['', '.out', '.rows', '.some']);
  const metrics = {
    rowCount: 3,
    columnMetrics: { id: { nullCount: 0 }, word: { nullCount: 1 }, part: { nullCount: 2 } },
  };
  for (const job of ['', '.rows'])
    expect(ended.get(job)?.inputs[0]?.inputFacets?.dataQualityMetrics).toMatchObject(metrics);
  expect(ended.get('.some')).toMatchObject({ eventType: 'COMPLETE', inputs: [], outputs: [] });
  expect(ended.get('.out')?.outputs[0]?.outputFacets).toMatchObject({ outputStatistics: { rowCount: 2 } });
});

test('what a function hides is told as masked, nested records with their fields, and the run by its parent', () => {
  const { events } = runs['with nested records, a secret and a parent']();
  const end = events.at(-1);
  expect(JSON.stringify(events)).not.toContain(secrets.CARD_KEY);
  expect(end?.run.facets.parent).toMatchObject({
    run: { runId: parent.slice(1) },
    job: { namespace: 'airflow/prod', name: 'nightly.score' },
  });
  const [output] = end?.outputs ?? [];
  expect(output?.facets.schema?.fields).toContainEqual(
    expect.objectContaining({ name: 'place', fields: [expect.objectContaining({ name: 'city' }), expect.anything()] }),
  );
  expect(output?.facets.columnLineage?.fields).toMatchObject({
    token: { inputFields: [{ field: 'card', transformations: [{ masking: true }] }] },
    city: { inputFields: [{ field: 'place.city', transformations: [{ subtype: 'TRANSFORMATION' }] }] },
  });
});

test('a failed run ends with its reason', () => {
  const { events, code } = runs['that fails']();
  expect(code).toBe(1);
  expect(typesOf(events, 'main.flow:Payments')).toEqual(['START', 'FAIL']);
  expect(typesOf(events, 'main.flow:Payments.payments')).toEqual(['START', 'FAIL']);
  expect(events.at(-1)?.run.facets.errorMessage?.message).toMatch(/amount|card/);
  expect(events.at(-1)?.outputs.map(({ outputFacets }) => outputFacets)).toEqual([{}, {}]);
});

/** A service that keeps what it is sent and answers with `status`. */
async function service(status: number) {
  const taken: { url: string | undefined; authorization: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      taken.push({ url: request.url, authorization: request.headers.authorization, body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { taken, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('a service is sent all events, with its key', async () => {
  const { taken, address } = await service(201);
  const place = { cwd: projectFolder(paymentsProject), env: { OPENLINEAGE_API_KEY: 'a-key' } };
  const { code, stderr } = await millraceBeside(['run', 'main.flow', '--openlineage', address], place);
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('OpenLineage') });
  expect(taken.map(({ url, authorization }) => [url, authorization])).toEqual(
    taken.map(() => ['/api/v1/lineage', 'Bearer a-key']),
  );
  const events: LineageEvent[] = taken.map(({ body }) => JSON.parse(body));
  expect(shapeMistakes(events)).toEqual([]);
  expect(typesOf(events, 'main.flow:Payments')).toEqual(['START', 'COMPLETE']);
});

test('a service that refuses is told, and stops nothing', async () => {
  const { address } = await service(503);
  const { code, stderr } = await millraceBeside(['run', 'main.flow', '--openlineage', `${address}/own/path`], {
    cwd: projectFolder(paymentsProject),
  });
  expect(code).toBe(0);
  expect(stderr.split('OpenLineage')).toHaveLength(2);
  expect(stderr).toContain(`${address} did not take the START event of OpenLineage: it answered 503`);
});

test('a service that is not there is not asked again for each node', async () => {
  const { code, stderr } = await millraceBeside(['run', 'main.flow', '--openlineage', 'http://127.0.0.1:1'], {
    cwd: projectFolder(paymentsProject),
  });
  expect(code).toBe(0);
  expect(stderr.match(/did not take the \w+ event/g)).toEqual(['did not take the START event']);
});

test.each([
  [['--openlineage', 'http://me:word@localhost/'], {}, /has a password: give a key in OPENLINEAGE_API_KEY/],
  [['--openlineage', 'main.flow/below'], {}, /Cannot write the lineage to ".*below".*not a folder/],
  [
    ['--openlineage', 'x.ndjson'],
    { OPENLINEAGE_PARENT_ID: 'nonsense' },
    /OPENLINEAGE_PARENT_ID must be namespace\/name\/runId/,
  ],
])('a call with %j is refused before anything runs', (args, env, words) => {
  const { code, stderr, stdout } = millrace(['run', 'main.flow', '--json', ...args], {
    cwd: projectFolder(paymentsProject),
    env,
  });
  expect({ code, stdout }).toEqual({ code: expect.any(Number), stdout: '' });
  expect(code).not.toBe(0);
  expect(stderr).toMatch(words);
});
