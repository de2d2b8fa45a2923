import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { InferStage } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';

export interface ModelFile {
  /** Absolute. */
  path: string;
  bytes: number;
}

type FileOfModel = Extract<InferStage['model'], { path: string }>;

/** A checkpoint of the catalogue has none; plans with such are refused before anything opens. */
export function fileOfModel({ name, model }: InferStage): FileOfModel {
  if ('path' in model) return model;
  throw new RunError('kind-not-runnable', `"${name}" needs the checkpoint ${model.checkpoint} of ${model.name}`, {
    node: name,
  });
}

/** Finds the model and makes sure that it is the one the plan was made for. Rejects with a RunError if not. */
export async function checkModelFile({ path, digest }: FileOfModel, projectFolder: string): Promise<ModelFile> {
  const absolute = join(projectFolder, path);
  try {
    const { size } = await stat(absolute);
    const found = await digestOf(absolute);
    if (found !== digest) throw changed(path, digest, found);
    return { path: absolute, bytes: size };
  } catch (error) {
    if (error instanceof RunError) throw error;
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    throw new RunError('model-missing', `Cannot read the model ${path} in ${projectFolder}: ${reason}`, {
      cause: error,
    });
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}

function changed(path: string, wanted: string, found: string): RunError {
  const short = (digest: string) => digest.slice(0, 12);
  const message = `The model ${path} is not the one that was planned with (sha256 ${short(found)}…, not ${short(wanted)}…): check the flow again, or restore the file`;
  return new RunError('model-digest', message);
}
