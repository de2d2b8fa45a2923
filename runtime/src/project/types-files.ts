/** The files of types beside flow files, one for each language of their tasks. Only what we wrote ourselves is ever written over or removed. */
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  isStepTypes,
  rivalOf,
  stepTypes,
  type TypesChange,
  type TypesForm,
  typesChange,
  typesForms,
} from '@millrace/grammar';
import { fileError } from '../connectors/files/file-errors.ts';
import { searchedFiles } from './flow-files.ts';
import { loadFlowFile, type Project } from './project.ts';
import { NotUtf8Error } from './strict-utf8.ts';
import { writeWhole } from './write-whole.ts';

export interface TypesFile {
  /** Of the types. */
  path: string;
  /** undefined where it has gone. */
  flowFile?: string;
  change: TypesChange;
}

/** What is to be done for a flow file; nothing yet for one that is no text. */
export async function typesFilesFor(project: Project, flowFile: string): Promise<TypesFile[]> {
  const paths = typesForms.map((form) => ({ form, path: typesPath(flowFile, form) }));
  try {
    const document = await loadFlowFile(project, flowFile);
    return paths.map(({ form, path }) => {
      const existing = textOf(path);
      const rival = rivalOf(form, basename(flowFile), existing, (name) => existsSync(join(dirname(flowFile), name)));
      return { path, flowFile, change: typesChange(stepTypes(document, form), existing, rival) };
    });
  } catch (error) {
    if (error instanceof NotUtf8Error)
      return paths.map(({ path }) => ({ path, flowFile, change: { to: 'wait', tasks: [] } }));
    throw error;
  }
}

/** Of flow files that have gone from a folder and left their types there. */
export function leftTypesFiles(folder: string): TypesFile[] {
  if (!statSync(folder).isDirectory()) return [];
  const left = typesForms.flatMap((form) => searchedFiles(folder, form.ending).filter((path) => isLeft(path, form)));
  return left.sort().map((path) => ({ path, change: { to: 'remove' } }));
}

function isLeft(path: string, form: TypesForm): boolean {
  const flows = readdirSync(dirname(path)).filter((name) => name.endsWith('.flow'));
  const hasFlow = flows.some((name) => form.fileName(name) === basename(path));
  return !hasFlow && isStepTypes(textOf(path) ?? '');
}

/** Whole or not at all; a link to a file stays one. */
export function makeTypesChange({ path, change }: TypesFile): void {
  if (change.to === 'remove') rmSync(path);
  else if (change.to === 'write') writeWhole(existsSync(path) ? realpathSync(path) : path, change.text);
}

function typesPath(flowFile: string, form: TypesForm): string {
  return join(dirname(flowFile), form.fileName(basename(flowFile)));
}

function textOf(file: string): string | undefined {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  } catch (error) {
    throw fileError(`Cannot read "${file}"`, error);
  }
}
