import type { RecordType, Stage } from '@millrace/grammar';
import { Batch, behaviourOf, type OpenFold, systemClock } from 'millrace';

type Row = Record<string, unknown>;

/** All that a node makes of records which come to it in batches of `size`. */
export async function runFold(stage: Stage, input: RecordType, rows: readonly Row[], size = 7): Promise<Row[]> {
  const node = (await behaviourOf(stage).open({
    runId: 'run-1',
    flow: 'Test',
    projectFolder: '',
    parameters: {},
    parameterValues: {},
    signal: new AbortController().signal,
    clock: systemClock,
    inputs: [{ as: 'rows', schema: input }],
    log: () => {},
  })) as OpenFold;
  try {
    for (let start = 0; start < rows.length; start += size) {
      await node.take(
        Batch.fromRows({ node: 'in', sequence: start / size }, input, rows.slice(start, start + size)),
        'rows',
      );
    }
    const made: Row[] = [];
    for (let sequence = 0; ; sequence++) {
      const result = await node.next(sequence);
      if (result === undefined) return made;
      made.push(...(result.output?.rows() ?? []));
    }
  } finally {
    await node.close();
  }
}
