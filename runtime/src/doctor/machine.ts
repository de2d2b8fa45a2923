import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Finding, finding } from './finding.ts';

/** What a run wants at least: batches of several nodes, a model and DuckDB together. */
const memoryMin = 1 << 30;
const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/** What every run needs. `refusal`: why this Node cannot run it. */
export function machineFindings(projectFolder: string, refusal: string | undefined): Finding[] {
  return [nodeFinding(refusal), memoryFinding(), folderFinding(projectFolder)];
}

function nodeFinding(refusal: string | undefined): Finding {
  const about = { name: 'node', why: 'runs Millrace and tasks in JavaScript', help: refusal ?? '', isNeeded: true };
  return finding(about, refusal === undefined ? 'ok' : 'missing', process.versions.node);
}

/** Of a container its own share. */
function memoryFinding(): Finding {
  const limit = process.constrainedMemory();
  const total = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  const free = Math.min(process.availableMemory(), total, limit > 0 ? limit : freemem() + total);
  const about = {
    name: 'memory',
    why: 'holds batches, models, groups and the right sides of joins',
    help: 'Close other programs, or give the container more; smaller batches need less: { batch: { max: 500 } }',
    isNeeded: false,
  };
  const found = `${gib(free)} of ${gib(total)} free, ${availableParallelism()} processors`;
  return finding(about, free < memoryMin ? 'poor' : 'ok', found);
}

/** Tried, not asked for: rights, full disks and read-only file systems all show. */
function folderFinding(projectFolder: string): Finding {
  const about = {
    name: 'project folder',
    why: 'outputs, the catalogue and unfinished runs are written there',
    help: `Make ${projectFolder} writable for this user, and see that its disk has room`,
    isNeeded: true,
  };
  try {
    const probe = join(projectFolder, `.millrace-doctor-${randomUUID()}`);
    writeFileSync(probe, 'can be written\n');
    rmSync(probe);
    return finding(about, 'ok', projectFolder);
  } catch (error) {
    return finding(about, 'missing', error instanceof Error ? error.message : String(error));
  }
}
