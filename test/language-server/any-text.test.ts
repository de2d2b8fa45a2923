/** Every feature answers at any place of any damaged text: the small size of test/bench/any-text.bench.ts --server. */
import { expect, test } from 'vitest';
import { measureAnyTextServer } from '../bench/any-text-server.ts';
import type { AnyTextFailure } from '../bench/any-text-trials.ts';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

test('[L9] sixty damaged flows have an answer to everything that an editor asks', async () => {
  const failures: AnyTextFailure[] = [];
  await measureAnyTextServer(60, 20_261_120, (failure) => failures.push(failure));
  expect(failures).toEqual([]);
});

const brackets = (count: number) => `schema S { a: int32 }
flow F { read s: S from jsonl("s.jsonl") filter f(s) where ${'('.repeat(count)}a > 1${')'.repeat(count)} }`;
const fields = (count: number) => `schema S { ${Array.from({ length: count }, (_, i) => `f${i}: int32`).join(', ')} }`;

test('[L9] ten thousand brackets and a million fields are refused over stdio, and the next text is answered as ever', async () => {
  const client = await FlowClient.start(folderWith({ 's.jsonl': '' }));
  const refusals = async () => {
    const codes = (await client.diagnostics('main.flow')).map(({ code }) => code);
    return codes.filter((code) => code === 'FLOW104' || code === 'FLOW598');
  };
  await client.open('main.flow', brackets(10_000));
  expect(await refusals()).toEqual(['FLOW104']);
  await client.change('main.flow', fields(1_000_000));
  expect(await refusals()).toEqual(['FLOW598']);
  await client.change('main.flow', brackets(1));
  expect(await refusals()).toEqual([]);
  expect(await client.stop()).toBe(0);
});
