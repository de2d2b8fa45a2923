import { type FromChild, type GiveMessage, type OpenMessage, pieceMax } from '../child-protocol.ts';
import { type CallOptions, recordAt } from './call-user.ts';
import { sendPiece, sendWhole } from './send-piece.ts';
import { describeThrown } from './user-error.ts';
import type { UserModule } from './user-module.ts';

type Inputs = Record<string, Record<string, unknown>[]>;

/** The records of every input, until the code gets them all. */
export class GivenRecords {
  readonly #byInput = new Map<string, Record<string, unknown>[]>();

  add(message: GiveMessage): void {
    const records = this.#byInput.get(message.input) ?? [];
    for (let row = 0; row < message.length; row++) records.push(recordAt(message, row));
    this.#byInput.set(message.input, records);
  }

  /** An array for each input, also for one without records. Lists of their own, so that a second attempt sees the same. */
  all(inputs: OpenMessage['inputs']): Inputs {
    return Object.fromEntries(inputs.map(({ as }) => [as, [...(this.#byInput.get(as) ?? [])]]));
  }
}

/** Calls the function once with all records, sends what it gives and answers how that ended. */
export async function callWhole(
  module: UserModule,
  inputs: Inputs,
  gives: OpenMessage['gives'],
  options: CallOptions,
): Promise<FromChild> {
  try {
    const value = await module.call(inputs, options.context);
    if (gives === 'nothing') return { type: 'done' };
    if (gives === 'model') sendWhole([{ value: modelOf(value) }], options.send);
    else if (Array.isArray(value)) sendRecords(value, options);
    else return notRecords(value);
    return { type: 'done' };
  } catch (thrown) {
    return { type: 'failed', message: describeThrown(thrown, options.projectFolder) };
  }
}

/** Bytes may be a view of something larger, which need not travel. */
function modelOf(value: unknown): unknown {
  return value instanceof ArrayBuffer ? new Uint8Array(value) : value;
}

function sendRecords(records: readonly unknown[], options: CallOptions): void {
  for (let start = 0; start < records.length; start += pieceMax) {
    const piece = records.slice(start, start + pieceMax);
    sendPiece(
      piece.map((value) => ({ value })),
      options.send,
    );
  }
}

function notRecords(value: unknown): FromChild {
  const got = value === null || value === undefined ? String(value) : typeof value;
  const message = `a task in whole mode must return an array of records: got ${got}`;
  return { type: 'failed', message, code: 'task-result' };
}
