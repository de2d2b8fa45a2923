/**
 * Which of a model's files is meant [M2]. `file`, the default: the one it names. A digest: exactly that one, which is the file it
 * names or else one of the catalogue. `latest`: the newest of the catalogue, even where it names a file.
 */
import * as ast from '../generated/ast.ts';
import { isDigest } from '../properties/read-value.ts';
import { modelFile } from './model-file.ts';
import { propertyValue } from './property-value.ts';

export type Checkpoint =
  | { from: 'file' /** In lower case, where one is asked for. */; digest?: string }
  | { from: 'catalogue'; choice: string };

/** undefined where it names no file and asks for nothing else. */
export function checkpointOf(model: ast.Model): Checkpoint | undefined {
  const choice = propertyValue(model.properties, 'checkpoint');
  const hasFile = modelFile(model) !== undefined;
  if (ast.isReference(choice) && choice.name === 'latest') return { from: 'catalogue', choice: 'latest' };
  const digest = ast.isStringLiteral(choice) && isDigest(choice.value) ? choice.value.toLowerCase() : undefined;
  if (hasFile) return { from: 'file', ...(digest !== undefined && { digest }) };
  return digest === undefined ? undefined : { from: 'catalogue', choice: digest };
}

/** For a person, behind the model's name: nothing, `latest`, or the first digits of a digest. */
export function printCheckpoint(model: ast.Model): string | undefined {
  const checkpoint = checkpointOf(model);
  const choice = checkpoint?.from === 'file' ? checkpoint.digest : checkpoint?.choice;
  return choice?.slice(0, 'sha256:'.length + 12);
}
