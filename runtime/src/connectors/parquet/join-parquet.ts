/**
 * Makes one Parquet file of several with the same schema by taking over their row groups as they are, which costs no more than copying: DuckDB
 * would unpack every value and pack it again. Only the footer is new: the row groups of all, and where their bytes now lie.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { readThrift, type ThriftList, type ThriftStruct, writeThrift } from './thrift-compact.ts';

const magic = Buffer.from('PAR1');
/** The length of the footer, and the magic once more. */
const tailBytes = 8;
const blockBytes = 1 << 20;

/** Of parquet.thrift the fields that have to change, by struct. */
const fileRows = 3;
const fileGroups = 4;
const groupColumns = 1;
const groupOffset = 5;
const groupOrdinal = 7;
const columnMetadata = 3;
/** Where things lie in the file: of a column chunk those beside its metadata, and those in it. */
const chunkOffsets = [2, 4, 6];
const metadataOffsets = [9, 10, 11, 14];

/** Writes `whole`, which holds the rows of `parts` in their order. */
export async function joinParquet(parts: readonly string[], whole: string, signal: AbortSignal): Promise<void> {
  await using target = await open(whole, 'w');
  await target.write(magic);
  let length = magic.length;
  let footer: ThriftStruct | undefined;
  for (const part of parts) {
    signal.throwIfAborted();
    await using source = await open(part, 'r');
    const { found, end } = await readFooter(source);
    for (const group of groupsOf(found)) moveGroup(group, length - magic.length);
    footer = footer === undefined ? found : joined(footer, found);
    length += await copyBytes(source, magic.length, end, target);
  }
  if (footer === undefined) throw new Error('There is nothing to join');
  await target.write(footerBytes(footer));
}

async function readFooter(source: FileHandle): Promise<{ found: ThriftStruct; end: number }> {
  const { size } = await source.stat();
  const tail = await readAt(source, size - tailBytes, tailBytes);
  const end = size - tailBytes - tail.readUInt32LE(0);
  return { found: readThrift(await readAt(source, end, size - tailBytes - end)), end };
}

function footerBytes(footer: ThriftStruct): Buffer {
  for (const [ordinal, group] of groupsOf(footer).entries()) change(group, groupOrdinal, () => ordinal);
  const bytes = writeThrift(footer);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([bytes, length, magic]);
}

/** `first` with the row groups of `second` behind its own. */
function joined(first: ThriftStruct, second: ThriftStruct): ThriftStruct {
  const rows = second.get(fileRows)?.value as number;
  change(first, fileRows, (own) => own + rows);
  groupsOf(first).push(...groupsOf(second));
  return first;
}

function moveGroup(group: ThriftStruct, by: number): void {
  const move = (struct: ThriftStruct, field: number) =>
    change(struct, field, (offset) => (offset > 0 ? offset + by : offset));
  move(group, groupOffset);
  for (const chunk of structsOf(group, groupColumns)) {
    for (const field of chunkOffsets) move(chunk, field);
    const metadata = chunk.get(columnMetadata)?.value as ThriftStruct;
    for (const field of metadataOffsets) move(metadata, field);
  }
}

function groupsOf(footer: ThriftStruct): ThriftStruct[] {
  return structsOf(footer, fileGroups);
}

function structsOf(struct: ThriftStruct, field: number): ThriftStruct[] {
  const list = struct.get(field)?.value as ThriftList;
  return list.items as ThriftStruct[];
}

/** A field that is not there stays away. */
function change(struct: ThriftStruct, field: number, to: (value: number) => number): void {
  const found = struct.get(field);
  if (found !== undefined) found.value = to(found.value as number);
}

/** Gives how many they were. */
async function copyBytes(source: FileHandle, start: number, end: number, target: FileHandle): Promise<number> {
  for (let at = start; at < end; at += blockBytes)
    await target.write(await readAt(source, at, Math.min(blockBytes, end - at)));
  return end - start;
}

async function readAt(source: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await source.read(Buffer.allocUnsafe(length), 0, length, position);
  if (bytesRead < length) throw new Error('A part of a Parquet file ends too early');
  return buffer;
}
