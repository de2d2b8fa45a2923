/**
 * The one shape of ZIP that a package has: every entry stored (never compressed), flagged UTF-8, a plain file of mode 0644, all
 * of the same time, in the order of the directory, with nothing before, between or behind. The bytes of an archive follow
 * from its entries alone, so a reader checks an archive by encoding its headers again and comparing: there is no byte of
 * it that could say something else. Refuses ZIP64: a package ends at 4 GiB.
 */
export interface ZipEntry {
  /** With `/`, relative, as it is written into the archive. */
  name: string;
  size: number;
  crc32: number;
}

/** Date and time as ZIP keeps them: local to nowhere, to two seconds, from 1980 on. */
export interface ZipTime {
  date: number;
  time: number;
}

export const zipSizes = { local: 30, central: 46, end: 22, entriesMax: 65_534, bytesMax: 0xffff_fffe } as const;
export const zipSignatures = { local: 0x0403_4b50, central: 0x0201_4b50, end: 0x0605_4b50 } as const;

const version = 20;
const madeByUnix = (3 << 8) | version;
const flagUtf8 = 0x0800;
const modePlainFile = 0o100644;

/** From seconds since 1970, read as UTC; what lies outside of ZIP's years becomes the nearest it can say. */
export function zipTime(epochSeconds: number): ZipTime {
  const at = new Date(Math.min(Math.max(epochSeconds, 315_532_800), 4_354_819_198) * 1000);
  return {
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

export function localHeader(entry: ZipEntry, at: ZipTime): Buffer {
  const name = Buffer.from(entry.name, 'utf8');
  const header = Buffer.alloc(zipSizes.local + name.length);
  header.writeUInt32LE(zipSignatures.local, 0);
  header.writeUInt16LE(version, 4);
  writeShared(header, 6, entry, at, name.length);
  name.copy(header, zipSizes.local);
  return header;
}

export function centralHeader(entry: ZipEntry, at: ZipTime, offset: number): Buffer {
  const name = Buffer.from(entry.name, 'utf8');
  const header = Buffer.alloc(zipSizes.central + name.length);
  header.writeUInt32LE(zipSignatures.central, 0);
  header.writeUInt16LE(madeByUnix, 4);
  header.writeUInt16LE(version, 6);
  writeShared(header, 8, entry, at, name.length);
  header.writeUInt32LE((modePlainFile << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  name.copy(header, zipSizes.central);
  return header;
}

export function endRecord(count: number, directorySize: number, directoryOffset: number): Buffer {
  const record = Buffer.alloc(zipSizes.end);
  record.writeUInt32LE(zipSignatures.end, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(directorySize, 12);
  record.writeUInt32LE(directoryOffset, 16);
  return record;
}

/** What both headers of an entry say alike: flags, method (0, stored), time, CRC, both sizes and the name's length. */
function writeShared(header: Buffer, start: number, entry: ZipEntry, at: ZipTime, nameLength: number): void {
  header.writeUInt16LE(flagUtf8, start);
  header.writeUInt16LE(at.time, start + 4);
  header.writeUInt16LE(at.date, start + 6);
  header.writeUInt32LE(entry.crc32, start + 8);
  header.writeUInt32LE(entry.size, start + 12);
  header.writeUInt32LE(entry.size, start + 16);
  header.writeUInt16LE(nameLength, start + 20);
}
