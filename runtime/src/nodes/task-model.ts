/** The model that a task makes: kept as an artefact, refused where it is no ONNX model or not what its contract says. */
import { copyFile, writeFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { contractMistakes, readSignature, type TaskStage } from '@millrace/grammar';
import { dropPart, keepPart, newPart, type StoredArtefact } from '../artefacts/artefact-store.ts';
import type { Artefact } from '../connectors/connector.ts';
import { RunError } from '../execute/run-error.ts';
import { openBytes } from '../project/open-bytes.ts';
import type { Outcome } from '../runners/runner.ts';
import type { NodeContext } from './node-behaviour.ts';

/** Where the checkpoints of models are listed; what lists none leaves them as files among the artefacts. */
export interface Checkpoints {
  /** Called once when the run has succeeded. `metadata` as the code gave it: JSON. */
  put(model: string, artefact: StoredArtefact, metadata: Record<string, unknown>, node: string): Promise<void>;
  /** A run that would have made this checkpoint again found it there: it is the newest again. */
  renew(model: string, sha256: string): Promise<void>;
}

/** A model that is kept already and becomes a checkpoint when the run has succeeded. */
export interface ModelCheckpoint {
  publish(): Promise<Artefact>;
}

/** Rejects with a RunError where what the code gave is no model, or another one than the contract says. */
export async function modelCheckpoint(
  model: string,
  outcome: Outcome | undefined,
  stage: TaskStage,
  { projectFolder, signal, checkpoints }: NodeContext,
): Promise<ModelCheckpoint> {
  const { file, metadata } = givenModel(outcome, stage);
  const part = newPart(projectFolder, 'onnx');
  try {
    await writePart(part, file, projectFolder, stage);
    checkModel(part, model, stage);
  } catch (error) {
    dropPart(part);
    throw error;
  }
  const artefact = await keepPart(projectFolder, part, 'onnx', signal);
  return {
    async publish() {
      await checkpoints?.put(model, artefact, metadata, stage.name);
      return { path: artefact.path, records: 0, bytes: artefact.bytes };
    },
  };
}

interface GivenModel {
  file: Uint8Array | string;
  metadata: Record<string, unknown>;
}

/** Bytes, a path, `{ base64 }` as Python hands bytes over, or one of these as `model` beside metadata. */
function givenModel(outcome: Outcome | undefined, stage: TaskStage): GivenModel {
  const value = outcome !== undefined && 'value' in outcome ? outcome.value : undefined;
  const { model, metadata } = isObject(value) && 'model' in value ? value : { model: value, metadata: {} };
  const file = isObject(model) && typeof model.base64 === 'string' ? Buffer.from(model.base64, 'base64') : model;
  if (typeof file === 'string' || file instanceof Uint8Array)
    return { file, metadata: isObject(metadata) ? metadata : {} };
  throw wrong('a task that makes a model must return its bytes or the path of its file', stage);
}

async function writePart(part: string, file: Uint8Array | string, folder: string, stage: TaskStage): Promise<void> {
  if (typeof file !== 'string') return writeFile(part, file);
  const path = isAbsolute(file) ? file : resolve(folder, file);
  await copyFile(path, part).catch(() => {
    throw wrong(`it gave "${file}" as the file of its model, and that cannot be read`, stage);
  });
}

function checkModel(path: string, model: string, stage: TaskStage): void {
  const source = openBytes(path);
  try {
    const result = readSignature(source);
    if (!result.ok) throw wrong(`what it gave is no ONNX model: ${result.problem.message}`, stage);
    const [mistake] = stage.contract === undefined ? [] : contractMistakes(stage.contract, result.signature);
    if (mistake !== undefined) throw wrong(`what it gave is not what the contract of ${model} says: ${mistake}`, stage);
  } finally {
    source.close();
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

function wrong(message: string, { name, runner }: TaskStage): RunError {
  return new RunError('task-result', `${runner.file}: ${message}`, { node: name });
}
