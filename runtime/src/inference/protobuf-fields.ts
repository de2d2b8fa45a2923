/** Just enough of the protobuf wire format to copy a message and leave parts of it out. */
export interface WireField {
  number: number;
  /** With its tag. */
  whole: Uint8Array;
  /** The content of a length-delimited field; empty for others. */
  content: Uint8Array;
}

export function* fieldsOf(message: Uint8Array): Generator<WireField> {
  let at = 0;
  while (at < message.length) {
    const start = at;
    const tag = readVarint(message, at);
    const wireType = tag.value % 8;
    let contentStart = tag.end;
    if (wireType === 0) at = readVarint(message, tag.end).end;
    else if (wireType === 1) at = tag.end + 8;
    else if (wireType === 5) at = tag.end + 4;
    else if (wireType === 2) {
      const length = readVarint(message, tag.end);
      contentStart = length.end;
      at = length.end + length.value;
    } else throw new Error(`unknown wire type ${wireType} at byte ${start}`);
    if (at > message.length) throw new Error(`a field at byte ${start} is longer than its message`);
    const content = wireType === 2 ? message.subarray(contentStart, at) : new Uint8Array();
    yield { number: Math.floor(tag.value / 8), whole: message.subarray(start, at), content };
  }
}

/** A length-delimited field. */
export function encodeField(number: number, content: Uint8Array): Uint8Array {
  return concatenate([encodeVarint(number * 8 + 2), encodeVarint(content.length), content]);
}

export function encodeNumber(number: number, value: number): Uint8Array {
  return concatenate([encodeVarint(number * 8), encodeVarint(value)]);
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function encodeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Uint8Array.from([...bytes, rest]);
}

function readVarint(message: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = message[start + i];
    if (byte === undefined) break;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value, end: start + i + 1 };
  }
  throw new Error(`a number at byte ${start} has no end`);
}
