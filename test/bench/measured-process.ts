import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How a child process ended, and the most memory that was in use at any moment. */
export interface MeasuredProcess {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  durationMs: number;
  /** undefined where the system does not say (no /proc). */
  peakRssBytes: number | undefined;
}

const samplingMs = 50;

/**
 * Runs a command to its end. The peak is the kernel's own high-water mark of the process (VmHWM), read while it runs, so only
 * what grows in its last moments can be missed.
 */
export async function measureProcess(command: string, args: string[], folder: string): Promise<MeasuredProcess> {
  const started = performance.now();
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr]: Buffer[][] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout?.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr?.push(chunk));
  let peakRssBytes: number | undefined;
  const sampling = setInterval(() => {
    peakRssBytes = readPeakRss(child.pid) ?? peakRssBytes;
  }, samplingMs);
  const exitCode = await new Promise<number | null>((resolve, reject) =>
    child.on('close', resolve).on('error', reject),
  );
  clearInterval(sampling);
  const text = (chunks: Buffer[] | undefined) => Buffer.concat(chunks ?? []).toString();
  return {
    exitCode,
    stdout: text(stdout),
    stderr: text(stderr),
    durationMs: performance.now() - started,
    peakRssBytes,
  };
}

function readPeakRss(pid: number | undefined): number | undefined {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    // The process has just ended, or this is not Linux.
    return undefined;
  }
}
