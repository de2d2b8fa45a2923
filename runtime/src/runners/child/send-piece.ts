import { serialize } from 'node:v8';
import type { Outcome } from '../runner.ts';

type Send = (outcomes: Outcome[]) => void;

/** No more is handed over at once, so that no result fills the memory of the runtime. */
const bytesMax = 256 * 1024 ** 2;
const depthMax = 6;

/** In parts that are small enough; a result that is too large alone fails its own record alone. */
export function sendPiece(piece: Outcome[], send: Send): void {
  const bytes = piece.reduce((sum, outcome) => sum + bytesOf('value' in outcome ? outcome.value : '', depthMax), 0);
  if (bytes <= bytesMax) sendWhole(piece, send);
  else if (piece.length === 1) send([tooLarge(bytes)]);
  else {
    const middle = Math.ceil(piece.length / 2);
    sendPiece(piece.slice(0, middle), send);
    sendPiece(piece.slice(middle), send);
  }
}

/** A value that cannot leave the process (a function, a symbol) fails its own record alone. */
export function sendWhole(piece: Outcome[], send: Send): void {
  try {
    send(piece);
  } catch {
    send(piece.map(sendable));
  }
}

function sendable(outcome: Outcome): Outcome {
  try {
    serialize(outcome);
    return outcome;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { message: `the result cannot be handed over: ${message}`, code: 'task-result' };
  }
}

function tooLarge(bytes: number): Outcome {
  const [has, most] = [Math.ceil(bytes / 1024 ** 2), bytesMax / 1024 ** 2];
  return { message: `the result has ${has} MiB; at most ${most} MiB can be handed over`, code: 'task-result' };
}

/** At least; what is deeper than records nest is not looked at, and values that hold themselves end there. */
function bytesOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  if (depth === 0) return 8;
  let bytes = 0;
  for (const part of Array.isArray(value) ? value : Object.values(value)) bytes += bytesOf(part, depth - 1);
  return bytes;
}
