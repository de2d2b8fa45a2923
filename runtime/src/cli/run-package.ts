import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flowSignatures } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { withDataOutside } from '../package/data-outside.ts';
import { unpackPackage } from '../package/unpack-package.ts';
import { flowFiles } from '../project/flow-files.ts';
import { loadFlowFiles, openProject, type Project } from '../project/project.ts';
import { exitCodes } from '../protocol.ts';
import { sliceTo } from '../slices/slice-to.ts';
import { withLineage } from './open-lineage.ts';
import { nodeOf } from './place-of.ts';
import { planOf } from './plan-of.ts';
import type { RunOptions } from './run-options.ts';
import { runPlanHere } from './run-plan-here.ts';
import { secretSources, settingsOf } from './settings-of.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Verifies a package and runs a flow of it: code and models from the package, data and outputs in the current folder. */
export async function runPackage(path: string, options: RunOptions, terminal: Terminal): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-'));
  try {
    unpackPackage(path, folder);
    const project = openProject(folder);
    const document = await documentOf(project, options.flow);
    const plan = planOf({ project, document, isPackaged: true }, options, terminal);
    if (!plan) return exitCodes.invalid;
    const { to, flow } = options;
    const part = to === undefined ? plan : sliceTo(plan, [nodeOf(plan, document, { name: to, flow })]);
    const moved = withDataOutside(part, { packageFolder: folder, dataFolder: terminal.cwd });
    const secrets = secretSources(settingsOf(project, options, terminal));
    return await withLineage(options.openlineage, { plan: moved, document, project }, terminal, (onEvent) =>
      runPlanHere(moved, { folder, json: options.json, secrets, onEvent }, terminal),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The file with the flow that is meant: the one named, else the only one there is. */
async function documentOf(project: Project, flow: string | undefined): Promise<LangiumDocument> {
  const documents = await loadFlowFiles(project, flowFiles([project.folder]));
  const found = documents.flatMap((document) => flowSignatures(document).map(({ name }) => ({ name, document })));
  const meant = found.filter(({ name }) => flow === undefined || name === flow);
  const [only] = meant;
  if (only && meant.length === 1) return only.document;
  const names = found.map(({ name }) => name).join(', ') || 'none';
  throw new UsageError(`Say which flow of the package to run with --flow NAME; it has: ${names}`);
}
