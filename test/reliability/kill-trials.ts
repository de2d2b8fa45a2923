/** Kills runs of a project at many places, each chosen by a seed, resumes them, and kills some of those again. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from 'millrace/protocol';
import { addFiles } from '../support/project-folder.ts';
import { type KilledProject, killedProject } from './killed-projects.ts';
import { attemptRun, type Kill } from './killed-run.ts';
import { halfWritten, type Verdict, verdictOf } from './verdict.ts';

export interface Trials {
  project: string;
  /** Records of its largest source. */
  count: number;
  trials: number;
  seed: number;
  /** An empty folder that is the caller's. */
  folder: string;
}

export interface TrialsResult {
  kills: number;
  resumed: number;
  lost: number;
  twice: number;
  /** What was not as it should be, one by one. */
  faults: string[];
}

export async function killTrials({ project, count, trials, seed, folder }: Trials): Promise<TrialsResult> {
  const made = killedProject(project, count);
  const undisturbed = join(folder, 'undisturbed');
  const { code, stderr, events } = await runIn(made, undisturbed);
  if (code !== 0)
    throw new Error(`The undisturbed run of ${project} failed: ${stderr}${JSON.stringify(events.at(-1))}`);
  const durationMs = lengthOf(events);
  const commits = Math.max(4, Math.floor(durationMs / 40));
  const random = randomOf(seed);
  const result: TrialsResult = { kills: 0, resumed: 0, lost: 0, twice: 0, faults: [] };
  for (let trial = 0; trial < trials; trial++) {
    const killed = join(folder, `killed-${trial}`);
    await runKilled(made, killed, undisturbed, (isFirst) => killOf(random, durationMs, commits, isFirst), result);
    rmSync(killed, { recursive: true, force: true });
  }
  return result;
}

function lengthOf(events: readonly RunEvent[]): number {
  const times = events.map(({ time }) => Date.parse(time));
  return Math.max(...times) - Math.min(...times);
}

async function runIn(project: KilledProject, folder: string) {
  mkdirSync(folder, { recursive: true });
  addFiles(folder, project.files);
  return attemptRun(folder);
}

async function runKilled(
  project: KilledProject,
  folder: string,
  undisturbed: string,
  nextKill: (isFirst: boolean) => Kill | undefined,
  result: TrialsResult,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  addFiles(folder, project.files);
  const story: string[] = [];
  const fault = (said: string) => result.faults.push(`${project.name} after ${story.join(', ')}: ${said}`);
  for (let attempt = 0; ; attempt++) {
    const kill = attempt < 4 ? nextKill(attempt === 0) : undefined;
    story.push(JSON.stringify(kill ?? 'to the end'));
    const { isEnded, code, stderr, events } = await attemptRun(folder, kill);
    if (events.some((event) => event.type === 'run-started' && event.resumed)) result.resumed++;
    if (!isEnded && code !== 0) return void fault(`ended with ${code}: ${JSON.stringify(events.at(-1))}${stderr}`);
    if (!isEnded) break;
    result.kills++;
    for (const name of halfWritten(undisturbed, folder)) fault(`${name} is half-written`);
  }
  judge(verdictOf(undisturbed, folder), result, fault);
}

function judge({ lost, twice, different, left }: Verdict, result: TrialsResult, fault: (said: string) => void): void {
  result.lost += lost;
  result.twice += twice;
  if (lost + twice > 0) fault(`${lost} lost, ${twice} twice`);
  if (different.length > 0) fault(`other bytes in ${different.join(', ')}`);
  if (left.length > 0) fault(`left behind: ${left.join(', ')}`);
}

/** The first attempt is ended somewhere; of those that go on one in six is let come to its end. */
function killOf(random: () => number, durationMs: number, commits: number, isFirst: boolean): Kill | undefined {
  const choice = random() * (isFirst ? 0.85 : 1);
  if (choice < 0.3) return { afterMs: Math.floor(random() * durationMs), signal: 'SIGKILL' };
  if (choice < 0.4)
    return { afterMs: Math.floor(random() * durationMs), signal: random() < 0.5 ? 'SIGINT' : 'SIGTERM' };
  if (choice < 0.7) return { commit: 1 + Math.floor(random() * commits), when: random() < 0.5 ? 'before' : 'behind' };
  if (choice < 0.85) return { event: 'artefact', count: 1 + Math.floor(random() * 3) };
  return undefined;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
