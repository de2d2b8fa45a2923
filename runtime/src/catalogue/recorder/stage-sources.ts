import type { Plan, Stage } from '@millrace/grammar';
import type { RelationshipKind } from '../tables.ts';

/** Something outside of a run that a stage takes its records or its behaviour from. */
export interface StageSource {
  kind: RelationshipKind;
  /** Relative to the project; a name or an address of what is no file. */
  path: string;
  /** Where the plan knows the content: of code and models. */
  sha256?: string;
}

/** What a node's records are made of: its own sources and those of all that records come to it from. */
export function sourcesOfNode({ stages, edges, source }: Plan, node: string): StageSource[] {
  const wanted = new Set([node]);
  // Stages stand behind their inputs, so one pass from behind finds all.
  for (const { name } of stages.toReversed()) {
    if (!wanted.has(name)) continue;
    for (const { from, to, kind } of edges) if (to === name && kind === 'stream') wanted.add(from);
  }
  const own = stages.filter(({ name }) => wanted.has(name)).flatMap(sourcesOfStage);
  const flow: StageSource = { kind: 'flow', path: source };
  return [...new Map([...own, flow].map((one) => [`${one.kind} ${one.path}`, one])).values()];
}

export function sourcesOfStage(stage: Stage): StageSource[] {
  const { kind, effects, fingerprintParts } = stage;
  if (kind === 'task') return codeOf(fingerprintParts);
  if (kind === 'infer') return modelsOf(stage);
  if (kind !== 'read') return [];
  if (stage.connector.name === '$dataset') return [batchOf(stage.connector)];
  if (effects.reads.length > 0) return effects.reads.map((path) => ({ kind: 'input', path }));
  return stage.connector.name.startsWith('$') ? [] : [{ kind: 'input', path: addressOf(stage.connector) }];
}

function batchOf({ options }: Extract<Stage, { kind: 'read' }>['connector']): StageSource {
  return { kind: 'dataset', path: `${options.dataset} ${options.batch}`, sha256: String(options.sha256) };
}

/** What is no file, as far as its options say it: `postgres(secret PG_URL, orders)`. */
export function addressOf({
  name,
  options,
  secrets = {},
}: Extract<Stage, { kind: 'read' | 'write' }>['connector']): string {
  const said = ['url', 'path', 'table', 'query'].flatMap((option) => {
    if (secrets[option] !== undefined) return [`secret ${secrets[option]}`];
    const value = options[option];
    return typeof value === 'string' ? [value] : [];
  });
  return said.length === 0 ? name : `${name}(${said.join(', ')})`;
}

function codeOf(parts: Record<string, string>): StageSource[] {
  return Object.entries(parts).flatMap(([part, sha256]) =>
    part.startsWith('code ') ? [{ kind: 'code', path: part.slice('code '.length), sha256 }] : [],
  );
}

/** A model, and the files beside it that hold its weights. */
function modelsOf({ model, fingerprintParts }: Extract<Stage, { kind: 'infer' }>): StageSource[] {
  if (!('path' in model)) return [{ kind: 'model', path: model.name }];
  const weights = Object.entries(fingerprintParts).flatMap(([part, sha256]): StageSource[] =>
    part.startsWith('model ') ? [{ kind: 'model', path: part.slice('model '.length), sha256 }] : [],
  );
  return [{ kind: 'model', path: model.path, sha256: model.digest }, ...weights];
}
