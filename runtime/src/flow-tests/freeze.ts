/**
 * A test made of what a flow does now: the first records of each read that a node needs go in, and what the node makes of exactly
 * these is expected. So the test holds as it is written, and whoever changes the flow sees what becomes of real records.
 */
import {
  errorRecord,
  formatFlow,
  type Plan,
  type PlanPlace,
  type ReadStage,
  type RecordType,
  type Scalar,
  writtenName,
} from '@millrace/grammar';
import { HeldRecords } from '../connectors/records/held-records.ts';
import { RunError } from '../execute/run-error.ts';
import { type RunOptions, runPlan } from '../execute/run-plan.ts';
import { sliceTo, withoutWrites } from '../slices/slice-to.ts';
import { tap, tapName } from '../slices/tap.ts';
import { fitDefault } from '../values/fit-value.ts';
import { literalText, recordText } from './literal-text.ts';
import type { RecordMask } from './mask-records.ts';
import { personalIn } from './personal-columns.ts';
import type { TestRun } from './run-test.ts';
import { testPlan } from './test-plan.ts';

type Row = Record<string, unknown>;
type RunPlace = Pick<RunOptions, 'projectFolder' | 'signal' | 'secrets'> & Pick<TestRun, 'resolve'>;

export interface FrozenRecords {
  given: { read: ReadStage; rows: Row[] }[];
  expected: { schema: RecordType; rows: Row[] };
}

/**
 * Reads up to `records` of each read that the place needs, and runs what lies between. Personal columns of what is read get
 * placeholders where `mask` says so, before anything runs. Throws a RunError where either fails.
 */
export async function freezeRecords(
  plan: Plan,
  place: PlanPlace,
  { records, mask, ...run }: RunPlace & { records: number; mask?: RecordMask },
): Promise<FrozenRecords> {
  const needed = sliceTo(withoutWrites(plan), [place.node]);
  const reads = needed.stages.filter((stage): stage is ReadStage => stage.kind === 'read');
  const read = await firstRecords(needed, reads, records, run);
  const given = mask === undefined ? read : read.map((one) => ({ ...one, rows: mask.rows(one.rows, one.read.output) }));
  const ranges = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const written = (rows: Row[]) => rows.map((value) => ({ value, range: ranges, places: {} }));
  using part = testPlan(plan, {
    given: given.map(({ read, rows }) => ({ node: read.name, records: written(rows) })),
    expected: [place],
  });
  await finished(part.plan, run);
  const [came] = part.came;
  return { given, expected: { schema: came?.schema ?? errorRecord, rows: came?.held.rows() ?? [] } };
}

async function firstRecords(plan: Plan, reads: readonly ReadStage[], limit: number, run: RunPlace) {
  const enough = new AbortController();
  let open = reads.length;
  const onFull = () => {
    if (--open === 0) enough.abort();
  };
  const taps = reads.map((read) => ({ read, held: new HeldRecords({ limit, onFull }) }));
  try {
    const tapped = taps.reduce((one, { read, held }) => tap(one, read.name, 'out', held.call), plan);
    const part = sliceTo(
      tapped,
      reads.map(({ name }) => tapName(plan, name, 'out')),
    );
    await finished(
      part,
      { ...run, signal: AbortSignal.any([enough.signal, ...(run.signal ? [run.signal] : [])]) },
      () => {
        return enough.signal.aborted;
      },
    );
    return taps.map(({ read, held }) => ({ read, rows: held.rows() }));
  } finally {
    for (const { held } of taps) held[Symbol.dispose]();
  }
}

/** Rejects with the signal's reason where it was cancelled before there was enough. */
async function finished(plan: Plan, run: RunPlace, isEnough: () => boolean = () => false): Promise<void> {
  const { resolve, ...options } = run;
  const { error } = await runPlan((await resolve?.(plan)) ?? plan, options);
  if (error !== undefined) throw new RunError(error.code, error.message, { node: error.node });
  if (!isEnough()) run.signal?.throwIfAborted();
}

export interface FrozenTest {
  title: string;
  flow: string;
  parameters: readonly { name: string; type: Parameters<typeof fitDefault>[1]; value: Scalar }[];
  /** Columns with placeholders. */
  masked: readonly string[];
  /** As a test names the place: `level.high`. */
  name: string;
  port: string;
}

/** The text of the test, laid out. Throws a RunError for a value that no text has. */
export function frozenText({ given, expected }: FrozenRecords, test: FrozenTest): string {
  const values = test.parameters.map(
    ({ name, type, value }) => `${writtenName(name)}: ${literalText(fitDefault(value, type), type, name)}`,
  );
  const name = test.name.split('.').map(writtenName).join('.');
  const isOfErrors = test.port === 'errors';
  const fields = expected.schema.fields.filter((field) => !isOfErrors || field.name !== 'at');
  const clauses = [
    ...given.map(({ read, rows }) => `given ${writtenName(read.name)}: ${recordsText(rows, read.output)}`),
    `expect ${name}${isOfErrors ? '' : ' exactly'}: ${recordsText(expected.rows, { ...expected.schema, fields })}`,
  ];
  const title = literalText(test.title, { kind: 'scalar', name: 'string', nullable: false }, 'title');
  const note =
    test.masked.length === 0 ? '' : `// Placeholders stand for what is personal: ${test.masked.join(', ')}.\n`;
  const text = `${note}test ${title} of ${writtenName(test.flow)}(${values.join(', ')}) {\n${clauses.join('\n')}\n}\n`;
  return formatFlow(text) ?? text;
}

function recordsText(rows: readonly Row[], schema: RecordType): string {
  return rows.length === 0 ? '[]' : `[\n${rows.map((row) => recordText(row, schema)).join('\n')}\n]`;
}

/** Personal columns that code makes, of whatever: masking what is read does not mask them. */
export function personalOfCode(plan: Plan, { node }: PlanPlace): string[] {
  const { stages, edges } = sliceTo(withoutWrites(plan), [node]);
  return stages.flatMap((stage) => {
    if (stage.kind !== 'task' || stage.output === undefined) return [];
    const inputs = edges.filter(({ to }) => to === stage.name).flatMap(({ schema }) => schema ?? []);
    const known = new Set(inputs.flatMap((schema) => personalIn(schema)));
    return personalIn(stage.output).filter((path) => !known.has(path));
  });
}

/** Columns of what would be written that are personal or sensitive, nested ones by their path. */
export function personalColumns({ given, expected }: FrozenRecords): string[] {
  const schemas = [...given.map(({ read }) => read.output), expected.schema];
  return [...new Set(schemas.flatMap((schema) => personalIn(schema)))];
}
