import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskStage } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { RunError } from '../../execute/run-error.ts';
import type { NodeContext } from '../../nodes/node-behaviour.ts';
import { type Confine, confinementFor, makeGranted } from '../confinement.ts';
import { halvedCalls } from '../halved-calls.ts';
import type { FailedOutcome, OpenRunner, Outcome } from '../runner.ts';
import type { ChildEnd } from '../user-process.ts';
import { BashProcess } from './bash-process.ts';
import { recordLines } from './record-lines.ts';
import { lineOutcomes, outcomesOfBatch, recordsOfLines } from './script-result.ts';
import { scriptVariables } from './script-variables.ts';

const graceMs = 1000;

/** A script is started for each batch, or once for all records; between two calls nothing of it runs. */
export class BashRun implements OpenRunner {
  readonly doneInCall = 0;
  readonly #stage: TaskStage;
  readonly #context: NodeContext;
  readonly #folder: string;
  readonly #script: string;
  readonly #confine: Confine;
  readonly #running = new Set<BashProcess>();
  #scratch: Promise<string> | undefined;

  /** Throws a RunError where there is no script, or none that bash understands. */
  constructor(stage: TaskStage, context: NodeContext) {
    this.#stage = stage;
    this.#context = context;
    this.#folder = realpathSync(context.projectFolder);
    this.#script = join(this.#folder, stage.runner.file);
    this.#checkScript();
    this.#confine = confinementFor(stage, this.#folder);
    makeGranted(stage.effects, this.#folder);
    context.signal.addEventListener('abort', () => context.clock.after(graceMs, () => this.#stop()), { once: true });
  }

  async call(batch: Batch, attempt: number): Promise<Outcome[]> {
    if (batch.length === 0) return [];
    const callMax = this.#stage.batch.max ?? batch.length;
    const outcomes: Outcome[] = [];
    for (let start = 0; start < batch.length; start += callMax) {
      const part = batch.slice(start, Math.min(start + callMax, batch.length));
      outcomes.push(...(await this.#callPart(part, attempt)));
    }
    return outcomes;
  }

  async give(batch: Batch, input: string): Promise<void> {
    await appendFile(await this.#inputFile(input), recordLines(batch));
  }

  async callWhole(attempt: number): Promise<Outcome[]> {
    const { inputs } = this.#context;
    const files = await Promise.all(inputs.map(async ({ as }) => [as, await this.#inputFile(as)] as const));
    for (const [, file] of files) await writeFile(file, '', { flag: 'a' });
    const scratch = await this.#folderForFiles();
    const model = this.#stage.model === undefined ? undefined : join(scratch, 'model.onnx');
    const variables = scriptVariables(this.#stage, this.#context, { attempt, inputs: files, model });
    const [single] = files;
    const input = files.length === 1 && single !== undefined ? { file: single[1] } : undefined;
    const result = await this.#run(variables, input, undefined);
    if (typeof result !== 'string') throw this.#error(result);
    if (model !== undefined) return [{ value: this.#modelFile(model) }];
    return this.#stage.output === undefined ? [] : lineOutcomes(result);
  }

  async close(): Promise<void> {
    this.#stop();
    const scratch = this.#scratch;
    this.#scratch = undefined;
    if (scratch !== undefined) await rm(await scratch, { recursive: true, force: true });
  }

  /** What failed is taken apart where somebody takes bad records, once it will not be tried again. */
  async #callPart(batch: Batch, attempt: number): Promise<Outcome[]> {
    const { onError, hasErrorPort, retry } = this.#stage;
    const isLast = attempt >= (retry?.attempts ?? 1);
    if (isLast && (hasErrorPort || onError === 'skip'))
      return halvedCalls(batch, (part) => this.#callOnce(part, attempt));
    const result = await this.#callOnce(batch, attempt);
    return Array.isArray(result) ? result : new Array<Outcome>(batch.length).fill(result);
  }

  async #callOnce(batch: Batch, attempt: number): Promise<Outcome[] | FailedOutcome> {
    const { input, output, mode } = this.#stage;
    const variables = scriptVariables(this.#stage, this.#context, { attempt, batch: batch.id.sequence });
    const text = input === undefined ? undefined : { text: recordLines(batch) };
    const result = await this.#run(variables, text, batch.id.sequence);
    if (typeof result !== 'string') return result;
    if (output === undefined) return new Array<Outcome>(batch.length).fill({ value: null });
    return mode === 'batch' ? outcomesOfBatch(result, batch.length) : recordsOfLines(result, batch.length, output);
  }

  async #run(
    variables: Record<string, string>,
    input: { text: string } | { file: string } | undefined,
    batch: number | undefined,
  ): Promise<string | ChildEnd> {
    const { signal, clock, log } = this.#context;
    signal.throwIfAborted();
    const { output, model, timeoutMs, deployment } = this.#stage;
    const process = new BashProcess({
      script: this.#script,
      folder: this.#folder,
      confine: this.#confine,
      variables,
      input,
      hasResult: output !== undefined && model === undefined,
      timeoutMs,
      ...deployment?.resources,
      log: (stream, text) => log(stream, text, batch),
      after: (delayMs, action) => clock.after(delayMs, action),
    });
    this.#running.add(process);
    const result = await process.run();
    this.#running.delete(process);
    if (typeof result !== 'string') signal.throwIfAborted();
    return result;
  }

  #modelFile(path: string): string {
    if (existsSync(path)) return path;
    throw this.#error({ code: 'task-result', message: 'it wrote no model to the file that MILLRACE_MODEL names' });
  }

  async #inputFile(input: string): Promise<string> {
    const at = this.#context.inputs.findIndex(({ as }) => as === input);
    return join(await this.#folderForFiles(), `input-${at}.jsonl`);
  }

  #folderForFiles(): Promise<string> {
    this.#scratch ??= mkdtemp(join(tmpdir(), 'millrace-step-'));
    return this.#scratch;
  }

  #stop(): void {
    for (const process of this.#running) {
      process.kill({ code: 'task-crashed', message: 'it was ended because the run was stopped' });
    }
  }

  #checkScript(): void {
    const { file } = this.#stage.runner;
    const node = this.#stage.name;
    if (!existsSync(this.#script))
      throw new RunError('task-load', `Cannot open ${file}: there is no such file`, { node });
    try {
      execFileSync('bash', ['-n', this.#script], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    } catch (error) {
      const { code, stderr } = error as { code?: string; stderr?: string };
      if (code === 'ENOENT') throw new RunError('bash-missing', bashMissing, { node });
      const said = (stderr ?? '').split('\n')[0]?.replace(`${this.#script}: `, '');
      throw new RunError('task-load', `Cannot open ${file}: ${said}`, { node });
    }
  }

  #error({ code, message }: ChildEnd): RunError {
    return new RunError(code, `${this.#stage.runner.file}: ${message}`, { node: this.#stage.name });
  }
}

const bashMissing = 'There is no bash on this machine: install it (on Windows with Git or WSL) and put it in the PATH';
