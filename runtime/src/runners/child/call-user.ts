import type { Column } from '@millrace/grammar';
import { valueAt } from '@millrace/grammar/columns';
import { type CallMessage, pieceMax, pieceMs } from '../child-protocol.ts';
import type { Outcome } from '../runner.ts';
import { sendPiece } from './send-piece.ts';
import { describeThrown } from './user-error.ts';
import type { UserContext, UserModule } from './user-module.ts';

export interface CallOptions {
  projectFolder: string;
  context: UserContext;
  send(outcomes: Outcome[]): void;
}

/** Calls the function once per record; a throw fails that record alone. */
export async function callPerRecord(module: UserModule, call: CallMessage, options: CallOptions): Promise<void> {
  let piece: Outcome[] = [];
  let sentMs = performance.now();
  for (let row = 0; row < call.length; row++) {
    piece.push(await outcomeOf(module, recordAt(call, row), options));
    const isLast = row === call.length - 1;
    if (!isLast && piece.length < pieceMax && performance.now() - sentMs < pieceMs) continue;
    sendPiece(piece, options.send);
    piece = [];
    sentMs = performance.now();
  }
}

/** Calls the function once with all records; what goes wrong then is wrong with each of them. */
export async function callPerBatch(module: UserModule, call: CallMessage, options: CallOptions): Promise<void> {
  const records = Array.from({ length: call.length }, (_, row) => recordAt(call, row));
  const outcome = await outcomeOf(module, records, options);
  sendPiece(spread(outcome, call.length), options.send);
}

async function outcomeOf(module: UserModule, input: unknown, options: CallOptions): Promise<Outcome> {
  try {
    return { value: await module.call(input, options.context) };
  } catch (thrown) {
    return { message: describeThrown(thrown, options.projectFolder), code: 'task-failed' };
  }
}

function spread(outcome: Outcome, length: number): Outcome[] {
  if (!('value' in outcome)) return new Array(length).fill(outcome);
  const { value } = outcome;
  if (Array.isArray(value) && value.length === length) return value.map((each) => ({ value: each }));
  const got = Array.isArray(value) ? `${value.length} results` : `${typeof value}, not an array`;
  const message = `a task in batch mode must return an array with one result per record: got ${got} for ${length} records`;
  return new Array(length).fill({ message, code: 'task-result' });
}

export function recordAt(
  { names, columns }: Pick<CallMessage, 'names' | 'columns'>,
  row: number,
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) record[names[i] as string] = valueAt(columns[i] as Column, row);
  return record;
}
