import type { ConnectorCall, Edge, Plan, ReadStage, RecordType, Stage } from '@millrace/grammar';
import { portSchema, stageOf } from './port-schema.ts';

/**
 * The plan with a stage whose records are there already: a read by `connector` gives what the stage would have given, and has its
 * name. What only the stage needed is still in the plan; `sliceTo` leaves it out. The connector gives the batches that the
 * stage would have given, or a union behind it has its records in another order.
 *
 * `ports`: of a route one connector for each port that is read; with `errors` also the bad records are read, else they are those
 * of the new read.
 */
export function replaceByRead(
  plan: Plan,
  node: string,
  connector: ConnectorCall | undefined,
  ports: Readonly<Record<string, ConnectorCall>> = {},
): Plan {
  const stage = stageOf(plan, node);
  const calls = { ...(connector && { out: connector }), ...ports };
  const reads = Object.entries(calls).map(([port, call]) => readOf(stage, port, call));
  const stages = plan.stages.flatMap((one) => (one === stage ? reads : [one]));
  const edges = plan.edges.filter(({ to }) => to !== node).flatMap((edge) => repointed(edge, node, Object.keys(calls)));
  return { ...plan, stages: stages.map((one) => withErrorPort(one, edges)), edges, outputs: plan.outputs };
}

function readOf(stage: Stage, port: string, connector: ConnectorCall): ReadStage {
  const { name, onError, batch, fingerprint, fingerprintParts } = stage;
  return {
    kind: 'read',
    name: nameOfRead(name, port),
    output: schemaOf(stage, port),
    connector,
    onError,
    hasErrorPort: false,
    batch,
    effects: { reads: [], writes: [], hosts: [], secrets: [] },
    fingerprint,
    fingerprintParts,
  };
}

function schemaOf(stage: Stage, port: string): RecordType {
  const schema = portSchema(stage, port);
  if (schema === undefined) throw new Error(`"${stage.name}" gives no records by "${port}"`);
  return schema;
}

/** A used flow calls its nodes like this too, but no node has the name of a use. */
function nameOfRead(node: string, port: string): string {
  return port === 'out' ? node : `${node}.${port}`;
}

function repointed(edge: Edge, node: string, ports: readonly string[]): Edge[] {
  if (edge.from !== node) return [edge];
  if (edge.kind === 'order') return ports.map((port) => from(edge, nameOfRead(node, port), 'out'));
  if (ports.includes(edge.port)) return [from(edge, nameOfRead(node, edge.port), 'out')];
  if (edge.port === 'errors' && ports.includes('out')) return [edge];
  throw new Error(`"${edge.to}" reads "${node}.${edge.port}", for which there is no connector`);
}

function from(edge: Edge, name: string, port: string): Edge {
  const as = edge.as === undefined ? '' : `.${edge.as}`;
  const id = edge.kind === 'order' ? `${name}~>${edge.to}` : `${name}.${port}->${edge.to}${as}`;
  return { ...edge, id, from: name, port };
}

function withErrorPort(stage: Stage, edges: readonly Edge[]): Stage {
  const hasErrorPort = edges.some(({ from, port }) => from === stage.name && port === 'errors');
  return stage.hasErrorPort === hasErrorPort ? stage : { ...stage, hasErrorPort };
}
