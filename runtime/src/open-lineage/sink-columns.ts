/** Which columns of what is read each column that is written comes from: grammar's origins in the names of a plan. */
import {
  type ColumnOrigin,
  type FlowAnalysis,
  flowAnalyses,
  originsOf,
  type Plan,
  type Stage,
} from '@millrace/grammar';
import type { LangiumDocument } from 'langium';

/** By the name of the write and that of the column; a write whose columns are not known has none. */
export type SinkColumns = ReadonlyMap<string, ReadonlyMap<string, readonly SourceColumn[]>>;

export interface SourceColumn {
  /** The name of the read. */
  stage: string;
  /** `amount`, of a nested record `merchant.city`. */
  field: string;
  way: ColumnOrigin['way'];
}

/** Of the writes of the flow itself; those of flows that it uses are followed there. */
export function sinkColumns(document: LangiumDocument, plan: Plan): SinkColumns {
  const analysis = flowAnalyses(document).find(({ flow }) => flow.name === plan.flow);
  if (analysis === undefined) return new Map();
  const main = { file: document.uri.toString(), flow: plan.flow };
  const writes = plan.stages.filter(({ name, kind }) => kind === 'write' && analysis.nodes.get(name)?.kind === 'write');
  return new Map(writes.map(({ name }) => [name, columnsOf(analysis, name, (origin) => readOf(origin, main, plan))]));
}

function columnsOf(
  analysis: FlowAnalysis,
  write: string,
  read: (origin: ColumnOrigin) => string | undefined,
): ReadonlyMap<string, readonly SourceColumn[]> {
  const [input] = analysis.nodes.get(write)?.inputs ?? [];
  const { from, port, record } = input ?? {};
  if (from === undefined || record === undefined) return new Map();
  return new Map(
    record.fields.map(({ name }) => [
      name,
      originsOf(analysis, from, [name], port).flatMap((origin) => {
        const stage = read(origin);
        return stage === undefined ? [] : [{ stage, field: origin.path.join('.'), way: origin.way }];
      }),
    ]),
  );
}

/** The read that an origin is a field of; undefined of code, and where a flow is used several times. */
function readOf({ file, flow, node }: ColumnOrigin, main: { file: string; flow: string }, { stages }: Plan) {
  const isMain = file === main.file && flow === main.flow;
  const isMeant = ({ name }: Stage) => (isMain ? name === node : name.endsWith(`.${node}`));
  const [found, ...others] = stages.filter((stage) => stage.kind === 'read' && isMeant(stage));
  return others.length === 0 ? found?.name : undefined;
}
