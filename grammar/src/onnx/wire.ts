import { type ByteWindow, truncated } from './byte-window.ts';
import { Malformed } from './malformed.ts';
import { decodeUtf8 } from './utf8.ts';

/**
 * The wire format of Protocol Buffers (protobuf.dev/programming-guides/encoding): a message is a list of numbered fields.
 * A field is only located here; nothing is read of its content until somebody asks, and that is how weights are seeked over.
 * Invariant: every field lies inside the message it belongs to, and walking always moves forward.
 */
export interface WireField {
  number: number;
  wire: 'varint' | 'fixed64' | 'bytes' | 'fixed32';
  /** Where the content starts, without tag and length. */
  start: number;
  end: number;
}

const lengthMax = Number.MAX_SAFE_INTEGER;

/** The fields of the message between `start` and `end`, in the order of the file. */
export function* fieldsOf(window: ByteWindow, start: number, end: number): Generator<WireField> {
  let at = start;
  while (at < end) {
    const tag = readVarint(window, at, end);
    const field = fieldAt(window, tag, at, end);
    yield field;
    at = field.end;
  }
}

function fieldAt(window: ByteWindow, tag: Varint, at: number, end: number): WireField {
  const number = Math.floor(tag.value / 8);
  if (number < 1 || number > 536870911) throw notProtobuf(at);
  switch (tag.value % 8) {
    case 0:
      return { number, wire: 'varint', start: tag.end, end: readVarint(window, tag.end, end).end };
    case 1:
      return within(window, { number, wire: 'fixed64', start: tag.end, end: tag.end + 8 }, end);
    case 5:
      return within(window, { number, wire: 'fixed32', start: tag.end, end: tag.end + 4 }, end);
    case 2: {
      const length = readVarint(window, tag.end, end);
      if (length.value < 0 || length.value > lengthMax) throw notProtobuf(at);
      return within(window, { number, wire: 'bytes', start: length.end, end: length.end + length.value }, end);
    }
    default:
      throw notProtobuf(at);
  }
}

function within(window: ByteWindow, field: WireField, end: number): WireField {
  if (field.end <= end) return field;
  throw end === window.size
    ? truncated(window.size)
    : new Malformed(`The model is damaged at byte ${field.start}: a part is longer than the whole it belongs to`, end);
}

interface Varint {
  value: number;
  /** Behind its last byte. */
  end: number;
}

/** A 64-bit integer as protobuf's int64; beyond 2^53 to the nearest double. */
function readVarint(window: ByteWindow, start: number, end: number): Varint {
  let value = 0;
  let scale = 1;
  for (let at = start; at < start + 10; at++) {
    if (at >= end) throw end === window.size ? truncated(end) : damaged(start);
    const byte = window.byte(at);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value: value < 2 ** 63 ? value : exactVarint(window, start, at), end: at + 1 };
    scale *= 128;
  }
  throw damaged(start);
}

/** Negative numbers take all ten bytes, and their low bits would be lost in a double. */
function exactVarint(window: ByteWindow, start: number, last: number): number {
  let bits = 0n;
  for (let at = last; at >= start; at--) bits = (bits << 7n) | BigInt(window.byte(at) & 0x7f);
  return Number(BigInt.asIntN(64, bits));
}

export function readInteger(window: ByteWindow, field: WireField): number {
  expectWire(field, 'varint');
  return readVarint(window, field.start, field.end).value;
}

/** One entry of a repeated integer field, or all of them where they are packed. */
export function readIntegers(window: ByteWindow, field: WireField): number[] {
  if (field.wire === 'varint') return [readInteger(window, field)];
  expectWire(field, 'bytes');
  const values: number[] = [];
  for (let at = field.start; at < field.end; ) {
    const varint = readVarint(window, at, field.end);
    values.push(varint.value);
    at = varint.end;
  }
  return values;
}

const textBytesMax = 64 * 1024;

export function isLongText(field: WireField): boolean {
  return field.end - field.start > textBytesMax;
}

/** Text as UTF-8; refuses more than 64 KiB, which no name in a signature has. */
export function readText(window: ByteWindow, field: WireField): string {
  expectWire(field, 'bytes');
  if (isLongText(field)) {
    throw new Malformed(`The model is damaged at byte ${field.start}: a name is over 64 KiB long`, field.start);
  }
  return decodeUtf8(window.slice(field.start, field.end));
}

/** The fields of a message inside a message. */
export function fieldsIn(window: ByteWindow, field: WireField): Generator<WireField> {
  expectWire(field, 'bytes');
  return fieldsOf(window, field.start, field.end);
}

function expectWire(field: WireField, wire: WireField['wire']): void {
  if (field.wire !== wire) throw notProtobuf(field.start);
}

function damaged(at: number): Malformed {
  return new Malformed(`The model is damaged at byte ${at}: a number has no end`, at);
}

function notProtobuf(at: number): Malformed {
  return new Malformed(`This is not an ONNX model, or it is damaged: unexpected content at byte ${at}`, at);
}
