import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How a child process ended and what it took of the machine. */
export interface MeasuredProcess {
  exitCode: number | null;
  stdout: string;
  stderr: string;
  durationMs: number;
  /** undefined where the system does not say (no /proc). */
  usage: Usage | undefined;
}

export interface Usage {
  peakRssBytes: number;
  /** Of all threads, in user and kernel mode: unlike the duration it hardly depends on what else the machine does. */
  processorMs: number;
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
  let usage: Usage | undefined;
  const sampling = setInterval(() => {
    usage = readUsage(child.pid) ?? usage;
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
    usage,
  };
}

/** Clock ticks of /proc in a second, on every Linux of today. */
const ticksPerSecond = 100;

/** Of a process that runs; undefined of one that does not, or where there is no /proc. */
export function readUsage(pid: number | undefined): Usage | undefined {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    // Behind the name in parentheses, which may contain anything, the 12th and 13th are user and kernel time.
    const counts = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const ticks = Number(counts[11]) + Number(counts[12]);
    return kibibytes === undefined
      ? undefined
      : { peakRssBytes: Number(kibibytes) * 1024, processorMs: (ticks / ticksPerSecond) * 1000 };
  } catch {
    // The process has just ended, or this is not Linux.
    return undefined;
  }
}
