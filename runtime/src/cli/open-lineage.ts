import { basename, resolve } from 'node:path';
import type { Plan } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { LineageEmitter } from '../open-lineage/emitter.ts';
import { parentRun, parentVariable } from '../open-lineage/parent-run.ts';
import { sinkColumns } from '../open-lineage/sink-columns.ts';
import { fileTransport, type LineageTransport, serviceTransport } from '../open-lineage/transport.ts';
import type { Project } from '../project/project.ts';
import type { RunEvent } from '../protocol.ts';
import type { Terminal } from './terminal.ts';

export interface LineageSubject {
  plan: Plan;
  document: LangiumDocument;
  project: Project;
}

/**
 * Runs, and sends the lineage of it to `target`, a file or the address of a service; sends nothing where that is undefined. `run` is
 * given who hears the events of the run.
 */
export async function withLineage(
  target: string | undefined,
  subject: LineageSubject,
  terminal: Terminal,
  run: (onEvent?: (event: RunEvent) => void) => Promise<number>,
): Promise<number> {
  if (target === undefined) return run();
  const emitter = await emitterTo(target, subject, terminal);
  try {
    return await run((event) => emitter.take(event));
  } finally {
    await emitter.close();
  }
}

async function emitterTo(
  target: string,
  { plan, document, project: { folder, config } }: LineageSubject,
  terminal: Terminal,
): Promise<LineageEmitter> {
  const parent = parentRun(terminal.environment[parentVariable]);
  const namespace = config?.name ?? basename(folder);
  const facts = { plan, columns: sinkColumns(document, plan), namespace, projectFolder: folder };
  return new LineageEmitter({ ...facts, ...(parent && { parent }) }, await transportTo(target, terminal));
}

async function transportTo(target: string, { environment, stderr, cwd }: Terminal): Promise<LineageTransport> {
  if (!/^https?:\/\//.test(target)) return fileTransport(resolve(cwd, target));
  return serviceTransport(target, {
    key: environment.OPENLINEAGE_API_KEY,
    warn: (message) => stderr.write(`${stderr.colors.yellow('warning')}: ${message}\n`),
  });
}
