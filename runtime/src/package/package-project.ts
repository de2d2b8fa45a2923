import { statSync } from 'node:fs';
import { checkDocument, type FlowDiagnostic, importedDocuments } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { RunError } from '../execute/run-error.ts';
import { projectFlowFiles } from '../project/flow-files.ts';
import { loadFlowFiles, openProject, type Project } from '../project/project.ts';
import type { ProjectConfig } from '../project/project-config.ts';
import { makeWhole } from '../project/write-whole.ts';
import { collectFiles } from './collect-files.ts';
import { manifestPath, printManifest } from './manifest.ts';
import { byPath } from './package-path.ts';
import { plansOf } from './plans-of.ts';
import { type DigestedFile, digestFile, type PackageFile, writeArchive } from './write-archive.ts';
import { zipTime } from './zip-format.ts';

export interface Packaged {
  /** Absolute. */
  path: string;
  /** Of the whole package. */
  sha256: string;
  bytes: number;
  /** Paths in the package, sorted. */
  files: string[];
  /** What a person should know of it, one sentence each. */
  notes: string[];
}

/** Errors in the project's flows: there is no package of those. */
export interface PackageRefused {
  diagnostics: { diagnostic: FlowDiagnostic; document: LangiumDocument }[];
}

export interface PackageOptions {
  /** Where to write, given the name that the package has by its project. */
  out(name: string): string;
  /** The date of the entries; SOURCE_DATE_EPOCH, else 1980-01-01. */
  epochSeconds?: number;
}

/**
 * Writes a project as one file, whose bytes depend on the content of the project's files and nothing else. Throws a
 * RunError for what can't be packaged.
 */
export async function packageProject(folder: string, options: PackageOptions): Promise<Packaged | PackageRefused> {
  const project = openProject(folder);
  const { name, version } = identityOf(project);
  const flows = projectFlowFiles(project.folder);
  if (flows.length === 0) throw new RunError('file-not-found', `There is no .flow file in ${project.folder}`);
  const documents = await loadFlowFiles(project, flows);
  const errors = documents.flatMap(errorsOf);
  if (errors.length > 0) return { diagnostics: errors };
  const { needed, files: plans, notes } = plansOf(project, documents);
  const imported = documents.flatMap(importedDocuments).map(({ uri }) => uri.fsPath);
  const content = [...collectFiles(project, [...flows, ...imported], needed), ...plans];
  const written = write(content, options.out(`${name}-${version}.zip`), options.epochSeconds ?? epochOfEnvironment());
  return { ...written, notes };
}

function write(content: readonly PackageFile[], path: string, epochSeconds: number): Omit<Packaged, 'notes'> {
  const files = [...content].sort(byPath).map(digestFile);
  const entries = [...files, manifestOf(files)].sort(byPath);
  const sha256 = makeWhole(path, (part) => writeArchive(part, entries, zipTime(epochSeconds)));
  return { path, sha256, bytes: statSync(path).size, files: entries.map((entry) => entry.path) };
}

function manifestOf(files: readonly DigestedFile[]): DigestedFile {
  return digestFile({ path: manifestPath, from: { bytes: Buffer.from(printManifest(files), 'utf8') } });
}

/** What a package is called; nothing else needs it. */
function identityOf({ config, folder }: Project): Required<Pick<ProjectConfig, 'name' | 'version'>> {
  const [name, version] = [config?.name, config?.version];
  if (name !== undefined && version !== undefined) return { name, version };
  const example = '{ "name": "card-risk", "version": "1.0.0" }';
  const missing =
    config === undefined ? 'millrace.json' : `"${name === undefined ? 'name' : 'version'}" in its millrace.json`;
  throw new RunError('config-invalid', `${folder} has no ${missing}; a package needs one, such as ${example}`);
}

function errorsOf(document: LangiumDocument): PackageRefused['diagnostics'] {
  const errors = checkDocument(document).filter((diagnostic) => diagnostic.severity === 'error');
  return errors.map((diagnostic) => ({ diagnostic, document }));
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function epochOfEnvironment(): number {
  const text = process.env.SOURCE_DATE_EPOCH;
  if (text === undefined || text === '') return 0;
  if (/^\d+$/.test(text)) return Number(text);
  throw new RunError('config-invalid', `SOURCE_DATE_EPOCH is "${text}"; it must be whole seconds since 1970`);
}
