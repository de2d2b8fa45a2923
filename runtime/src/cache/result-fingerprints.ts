/**
 * What the result of a node depends on when it runs here and now: the parts of its fingerprint in the plan, and beside them what
 * no plan knows: the content of the data it reads, and the versions of what executes it. Kept by name, so that a change can be
 * named. A result whose inputs cannot be compared with earlier ones (a table, an address, a secret) has no fingerprint, nor has what
 * is made of it.
 */
import { createHash } from 'node:crypto';
import { canonicalJson, type Edge, type Plan, type Stage } from '@millrace/grammar';

export interface ResultFingerprint {
  /** SHA-256 over `parts`; undefined where one of them cannot be known. */
  fingerprint: string | undefined;
  /** Digest or version by component: `text`, `code steps/clean.ts`, `parameters`, `model`, `data …`, `input a.out`, `after b`, `node`. */
  parts: Record<string, string>;
}

/** What is outside of the plan. */
export interface Surroundings {
  /** SHA-256 of a file of the project by its path there; undefined where there is none. */
  digestOf(path: string): Promise<string | undefined>;
  /** Versions by name of what executes a stage. */
  versionsFor(stage: Stage): Promise<Record<string, string>>;
  /** Digest of what `by` has answered to the questions of the flow. */
  answersOf(by: string): Promise<string>;
}

/** Stands for a part that cannot be compared with an earlier one. */
const unknown = 'unknown';
const missing = 'missing';

/** By the name of the stage. */
export async function resultFingerprints(
  { stages, edges }: Plan,
  surroundings: Surroundings,
): Promise<Map<string, ResultFingerprint>> {
  const found = new Map<string, ResultFingerprint>();
  for (const stage of stages) found.set(stage.name, await resultFingerprint(stage, edges, found, surroundings));
  return found;
}

async function resultFingerprint(
  stage: Stage,
  edges: readonly Edge[],
  upstream: ReadonlyMap<string, ResultFingerprint>,
  surroundings: Surroundings,
): Promise<ResultFingerprint> {
  const own = Object.entries(stage.fingerprintParts).filter(([part]) => !part.startsWith('input '));
  const parts: Record<string, string> = {
    ...Object.fromEntries(own),
    ...(await surroundings.versionsFor(stage)),
    ...(await dataParts(stage, surroundings)),
    ...(stage.deployment?.cache === 'off' && { 'cache: off': unknown }),
    ...(stage.effects.secrets.length > 0 && { secrets: unknown }),
    ...outputParts(stage),
    ...(await answerParts(stage, surroundings)),
  };
  for (const edge of edges.filter(({ to }) => to === stage.name))
    parts[partOf(edge)] = upstream.get(edge.from)?.fingerprint ?? unknown;
  return { parts, fingerprint: Object.values(parts).includes(unknown) ? undefined : digestOf(withoutNames(parts)) };
}

function partOf({ kind, from, port, as }: Edge): string {
  if (kind === 'order') return `after ${from}`;
  return `input ${from}.${port}${as === undefined ? '' : ` as ${as}`}`;
}

/** Where an answer is waited for so long and no longer, the result changes with the clock. */
async function answerParts(stage: Stage, { answersOf }: Surroundings): Promise<Record<string, string>> {
  if (stage.kind !== 'review') return {};
  return { answers: stage.timeoutMs === undefined ? await answersOf(stage.by) : unknown };
}

const fileConnectors = new Set(['csv', 'jsonl', 'parquet']);

async function dataParts(stage: Stage, { digestOf: digestOfFile }: Surroundings): Promise<Record<string, string>> {
  if (stage.kind !== 'read') return {};
  const { name, options } = stage.connector;
  if (name === '$dataset') return { [`data ${options.dataset}`]: String(options.sha256) };
  if (!fileConnectors.has(name)) return { [`data ${name}`]: unknown };
  const digests = stage.effects.reads.map(
    async (path) => [`data ${path}`, (await digestOfFile(path)) ?? missing] as const,
  );
  return Object.fromEntries(await Promise.all(digests));
}

/** What others change too, or what goes away, is written by every run: nobody here knows what has become of it. */
function outputParts(stage: Stage): Record<string, string> {
  if (stage.kind !== 'write') return {};
  const { name } = stage.connector;
  return ['sqlite', 'postgres', 'http', 'stdout'].includes(name) ? { [`output ${name}`]: unknown } : {};
}

/** Names of nodes and places of files are for people: renaming or moving one changes no record. */
function withoutNames(parts: Record<string, string>): [string, string][] {
  return Object.entries(parts).map(([part, digest]) => [
    part
      .replace(/^input .*\.([^.]+)$/, 'input $1')
      .replace(/^after .*/, 'after')
      .replace(/^data .*/, 'data'),
    digest,
  ]);
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
