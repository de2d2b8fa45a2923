import type { RunEvent } from 'millrace/protocol';

type Check = (value: unknown) => boolean;
type Shape = Record<string, Check>;

const string: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number';
const array: Check = Array.isArray;
const object: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf =
  (shape: Shape): Check =>
  (value) =>
    Array.isArray(value) && value.every((item) => fits(item, shape));

/** What of each event this extension reads; the protocol may add fields and events without breaking it. */
const shapes: { [T in RunEvent['type']]: Shape } = {
  'run-started': { flow: string, nodes: listOf({ name: string, kind: string }) },
  'node-started': { node: string },
  progress: { nodes: listOf({ node: string, records: number, failed: number, rate: number }) },
  'record-failed': { node: string, message: string, attempt: number },
  artefact: { node: string, path: string, records: number, bytes: number },
  'node-finished': { node: string, status: string, records: number, durationMs: number },
  log: { node: string, stream: string, text: string },
  preview: { node: string, columns: listOf({ name: string, type: string }), rows: array },
  'run-finished': { status: string, durationMs: number, records: object },
};

/** The event a line holds; undefined for an event this version does not know. Throws on anything that is no event. */
export function parseRunEvent(line: string): RunEvent | undefined {
  const value = JSON.parse(line) as unknown;
  if (!fits(value, { type: string, time: string, runId: string }))
    throw new Error(`Not a run event: ${line.slice(0, 200)}`);
  const event = value as RunEvent;
  if (!Object.hasOwn(shapes, event.type)) return undefined;
  if (!fits(event, shapes[event.type])) throw new Error(`A broken ${event.type} event: ${line.slice(0, 200)}`);
  return event;
}

function fits(value: unknown, shape: Shape): boolean {
  if (!object(value)) return false;
  return Object.entries(shape).every(([key, check]) => check((value as Record<string, unknown>)[key]));
}
