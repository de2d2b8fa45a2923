import { errorRecord, type Plan, type RecordType, type Stage } from '@millrace/grammar';

/** The stage of this name. Throws where the plan has none, which is a bug of the caller: people's names are checked before. */
export function stageOf({ stages }: Plan, name: string): Stage {
  const stage = stages.find((one) => one.name === name);
  if (stage === undefined) throw new Error(`The plan has no stage "${name}"`);
  return stage;
}

/** What leaves a stage by a port; undefined where it has no such port. */
export function portSchema(stage: Stage, port: string): RecordType | undefined {
  if (port === 'errors') return errorRecord;
  if (stage.kind === 'route') return stage.ports.find(({ name }) => name === port)?.output;
  return port === 'out' ? stage.output : undefined;
}
