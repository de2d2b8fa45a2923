import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plan, Stage } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import { pinnedFiles } from '../pinned-code/pinned-file.ts';
import { codeClosure } from '../project/code-files.ts';
import { filesBelow } from '../project/flow-files.ts';
import type { Project } from '../project/project.ts';
import { configName } from '../project/project-config.ts';
import { byPath, foldedPath, packagePathProblem } from './package-path.ts';
import type { PackageFile } from './write-archive.ts';

/**
 * The files of the project that a package takes: flows, what their plans need to run, documents for people, and what
 * millrace.json includes. What a flow reads is data and stays. Refuses whatever is outside the project's folder, also by a link.
 */
export function collectFiles(project: Project, flows: readonly string[], plans: readonly Plan[]): PackageFile[] {
  const absolute = new Set([
    ...flows,
    ...plans.flatMap((plan) => plan.stages.flatMap((stage) => filesOfStage(stage, project))),
    ...documents(project.folder),
    ...included(project),
  ]);
  const files = [...absolute].map((file) => packageFile(project.folder, file)).sort(byPath);
  refuseTwins(files);
  return files;
}

/** Two names that are one file on Windows or macOS would overwrite each other where the package is unpacked. */
function refuseTwins(files: readonly PackageFile[]): void {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const twin = seen.get(foldedPath(path));
    const message = `"${twin}" and "${path}" are one file on some systems; rename one of them`;
    if (twin !== undefined) throw new RunError('package-bad-path', message);
    seen.set(foldedPath(path), path);
  }
}

function filesOfStage(stage: Stage, project: Project): string[] {
  if (stage.kind === 'infer') return modelFiles(resolve(project.folder, pathOfModel(stage)), project);
  if (stage.kind === 'task') {
    const { file } = stage.runner;
    const own = codeFiles(stage.name, resolve(project.folder, file), project.folder);
    return [...own, ...pinnedFiles(project.folder, file)];
  }
  return [];
}

function pathOfModel({ name, model }: Extract<Stage, { kind: 'infer' }>): string {
  if ('path' in model) return model.path;
  throw new RunError(
    'package-file-missing',
    `"${name}" asks a catalogue for the checkpoint ${model.checkpoint} of ${model.name}; a package must have it as a file: say checkpoint: file`,
  );
}

/** The model, and the files beside it that hold weights. */
function modelFiles(file: string, { ports }: Project): string[] {
  const result = ports.model(pathToFileURL(file).href);
  const external = typeof result === 'object' && result.ok ? result.signature.externalFiles : [];
  return [file, ...external.map(({ path }) => join(dirname(file), path))];
}

function codeFiles(node: string, file: string, folder: string): string[] {
  const { files, packages } = codeClosure(file);
  if (packages.length === 0) return [...files, ...modulesKinds(files, folder)];
  throw new RunError(
    'package-needs-module',
    `The code of "${node}" imports ${packages.map((name) => `"${name}"`).join(', ')}, which is not part of the project; ` +
      'a package must run without node_modules: bundle it into a file of the project',
  );
}

/** A package.json on the way up from code says whether a `.js` file is a module, so it belongs to the code. */
function modulesKinds(files: readonly string[], folder: string): string[] {
  const found = new Set<string>();
  for (const file of files) {
    for (let at = dirname(file); at.startsWith(folder); at = dirname(at)) {
      if (existsSync(join(at, 'package.json'))) found.add(join(at, 'package.json'));
    }
  }
  return [...found];
}

function documents(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /^(readme|licen[cs]e|notice)(\.[a-z]+)?$/i.test(name));
  return [configName, ...names].map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

function included({ folder, config }: Project): string[] {
  return (config?.include ?? []).flatMap((path) => {
    const file = resolve(folder, path);
    // Before it is looked at: all that lies beside a project may be very much, and none of its business.
    if (isOutside(relative(folder, file))) throw outside(path, folder);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat) return stat.isDirectory() ? filesBelow(file) : [file];
    throw new RunError('package-file-missing', `${configName} includes "${path}", but there is no such file or folder`);
  });
}

function packageFile(folder: string, file: string): PackageFile {
  const path = relative(folder, file).split(sep).join('/');
  if (isOutside(path)) throw outside(path, folder);
  const problem = packagePathProblem(path);
  if (problem !== undefined) throw new RunError('package-bad-path', `"${path}" ${problem}; it can't be packaged`);
  if (!existsSync(file)) throw new RunError('package-file-missing', `There is no "${path}" in ${folder}`);
  const real = realpathSync(file);
  const message = `"${path}" is neither a file nor a link to one; it can't be packaged`;
  if (!statSync(real).isFile()) throw new RunError('package-bad-path', message);
  if (!real.startsWith(realpathSync(folder) + sep)) throw outside(`${path}" -> "${real}`, folder);
  return { path, from: { file: real } };
}

function isOutside(path: string): boolean {
  return path.split(/[\\/]/)[0] === '..' || isAbsolute(path);
}

function outside(path: string, folder: string): RunError {
  return new RunError('package-outside', `"${path}" is outside of the project ${folder}; move it in, or copy it`);
}
