/**
 * What the whole command keeps between stdin and stdout, for what is no node that a test could open: both of these, and what a
 * plan has no node of, as `use` and `group`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';
import type { ContractRow } from './contract-cases.ts';
import { interruptedMillrace, main, millrace } from './millrace-command.ts';
import { projectFolder } from './project-folder.ts';

type Row = Record<string, unknown>;

export interface FlowContract {
  /** `main.flow`: from stdin to stdout, bad records to `bad.jsonl`. */
  text: string;
  bad: Row;
  expected(row: Row): Row;
  /** Why nobody can close it twice. */
  closing: string;
}

const runMain = ['run', 'main.flow', '--flow', 'Main'];

export const batchMax = 64;
const good = (i: number): Row => ({ id: i, text: i % 2 === 0 ? `text ${i}` : null });
const rows = (count: number) => Array.from({ length: count }, (_, i) => good(i));
const linesOf = (all: readonly Row[]) => all.map((row) => `${JSON.stringify(row)}\n`).join('');

export function flowRow(contract: FlowContract): ContractRow {
  return {
    'empty input': async () => gives(contract, []),
    'one record': async () => gives(contract, rows(1)),
    'batch maximum + 1': async () => gives(contract, rows(batchMax + 1)),
    'a bad record in the middle': async () => {
      const cwd = projectFolder({ 'main.flow': contract.text });
      const input = linesOf([good(0), good(1), contract.bad, good(2)]);
      const { code, stdout } = millrace(runMain, { cwd, input });
      expect([code, stdout]).toEqual([0, linesOf(rows(3).map(contract.expected))]);
    },
    'nulls everywhere': async () => gives(contract, [{ id: 0, text: null }]),
    'an abort in a batch': async () => {
      const cwd = projectFolder({ 'main.flow': contract.text });
      const input = linesOf(rows(2 * batchMax + 1));
      const isReady = (stdout: string) => stdout !== '';
      const { code } = await interruptedMillrace(runMain, { cwd, input, by: 'SIGTERM', isReady });
      expect(code).toBe(130);
    },
    'close, twice': contract.closing,
    'a slow consumer': () => passesSlowly(contract),
  };
}

function gives({ text, expected }: FlowContract, given: Row[]): void {
  const cwd = projectFolder({ 'main.flow': text });
  const { code, stdout, stderr } = millrace(runMain, { cwd, input: linesOf(given) });
  expect([code, stdout], stderr).toEqual([0, linesOf(given.map(expected))]);
}

/** More than lies in all queues and pipes between the two ends. */
const slowRows = 100_000;
const lagMax = slowRows / 4;

/** Who reads stdout takes its time: what comes in waits, and nothing is lost. */
async function passesSlowly({ text, expected }: FlowContract): Promise<void> {
  const cwd = projectFolder({ 'main.flow': text });
  const child = spawn(process.execPath, [main, ...runMain], { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
  const given = rows(slowRows);
  let sent = 0;
  const feeding = (async () => {
    for (; sent < slowRows; sent += 100)
      if (!child.stdin.write(linesOf(given.slice(sent, sent + 100)))) await once(child.stdin, 'drain');
    child.stdin.end();
  })();
  let [received, lag, out] = [0, 0, ''];
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    out += chunk;
    received += String(chunk).split('\n').length - 1;
    lag = Math.max(lag, sent - received);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  }
  await feeding;
  expect(out === linesOf(given.map(expected))).toBe(true);
  expect(lag).toBeLessThan(lagMax);
}
