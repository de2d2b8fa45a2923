/** The files of types beside flow files. Only what we wrote ourselves is ever written over or removed. */
import { existsSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { isStepTypes, stepTypes, type TypesChange, typesChange, typesEnding } from '@millrace/grammar';
import { fileError } from '../connectors/files/file-errors.ts';
import { searchedFiles } from './flow-files.ts';
import { loadFlowFile, type Project } from './project.ts';
import { NotUtf8Error } from './strict-utf8.ts';
import { writeWhole } from './write-whole.ts';

/** What is to be done for a flow file; nothing yet for one that is no text. */
export async function typesChangeFor(project: Project, flowFile: string): Promise<TypesChange> {
  try {
    return typesChange(stepTypes(await loadFlowFile(project, flowFile)), textOf(flowFile + typesEnding));
  } catch (error) {
    if (error instanceof NotUtf8Error) return { to: 'wait', tasks: [] };
    throw error;
  }
}

/** Flow files that have gone from a folder and left their types there. */
export function goneFlowFiles(folder: string): string[] {
  if (!statSync(folder).isDirectory()) return [];
  const left = searchedFiles(folder, `.flow${typesEnding}`).map((file) => file.slice(0, -typesEnding.length));
  return left.filter((file) => !existsSync(file) && isStepTypes(textOf(file + typesEnding) ?? '')).sort();
}

/** Whole or not at all; a link to a file stays one. */
export function makeTypesChange(change: TypesChange, flowFile: string): void {
  const file = flowFile + typesEnding;
  if (change.to === 'remove') rmSync(file);
  else if (change.to === 'write') writeWhole(existsSync(file) ? realpathSync(file) : file, change.text);
}

function textOf(file: string): string | undefined {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  } catch (error) {
    throw fileError(`Cannot read "${file}"`, error);
  }
}
