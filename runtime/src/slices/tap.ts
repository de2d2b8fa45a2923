import type { ConnectorCall, Plan, WriteStage } from '@millrace/grammar';
import { portSchema, stageOf } from './port-schema.ts';

/** The name of the write that `tap` adds: the first that nobody has, `$clean.out`. */
export function tapName({ stages }: Plan, node: string, port: string): string {
  return tapNameAmong(new Set(stages.map(({ name }) => name)), node, port);
}

/** As `tapName`, where the names of the stages are known. */
export function tapNameAmong(names: ReadonlySet<string>, node: string, port: string): string {
  let name = `$${node}.${port}`;
  while (names.has(name)) name = `$${name}`;
  return name;
}

/**
 * The plan with a write by `connector` of what leaves a stage by a port, beside all that reads it already. With the port `errors`
 * bad records leave by it, so that they end no run.
 */
export function tap(plan: Plan, node: string, port: string, connector: ConnectorCall): Plan {
  const source = stageOf(plan, node);
  const schema = portSchema(source, port);
  if (schema === undefined) throw new Error(`"${node}" gives no records by "${port}"`);
  const name = tapName(plan, node, port);
  const write: WriteStage = {
    kind: 'write',
    name,
    input: schema,
    connector,
    onError: 'fail',
    hasErrorPort: false,
    batch: {},
    effects: { reads: [], writes: [], hosts: [], secrets: [] },
    fingerprint: source.fingerprint,
    fingerprintParts: { [`input ${node}.${port}`]: source.fingerprint },
  };
  const edge = { id: `${node}.${port}->${name}`, from: node, port, to: name, kind: 'stream' as const, schema };
  const stages = plan.stages.map((stage) =>
    stage === source && port === 'errors' ? { ...stage, hasErrorPort: true } : stage,
  );
  return { ...plan, stages: [...stages, write], edges: [...plan.edges, edge] };
}
