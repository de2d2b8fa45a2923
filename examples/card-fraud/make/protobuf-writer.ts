/**
 * Just enough of the Protocol Buffers wire format to write an ONNX file without any library: a field is its number and
 * kind, then its content. See protobuf.dev/programming-guides/encoding.
 */
export type Bytes = Uint8Array;

export function concat(parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Seven bits to a byte, the lowest first; the top bit says that more follow. Negative numbers take ten bytes. */
export function varint(value: number | bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Uint8Array.from([...bytes, Number(rest)]);
}

export function integer(field: number, value: number | bigint): Bytes {
  return concat([varint(field * 8), varint(value)]);
}

export function float(field: number, value: number): Bytes {
  return concat([varint(field * 8 + 5), new Uint8Array(Float32Array.of(value).buffer)]);
}

export function bytes(field: number, content: Bytes): Bytes {
  return concat([varint(field * 8 + 2), varint(content.length), content]);
}

export function text(field: number, content: string): Bytes {
  return bytes(field, new TextEncoder().encode(content));
}

export function message(field: number, fields: readonly Bytes[]): Bytes {
  return bytes(field, concat(fields));
}
