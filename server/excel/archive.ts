/** Opens a zip archive somebody sent, believing nothing it says of itself: names, places and sizes are held to limits before a part is inflated, and counted while it is. A library (yauzl) would walk the directory for us, but leaves to its caller counts, ratios, checksums, names said twice and bytes shared: all that is guarded here. */
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { Problem } from '../../shared/problem.ts';

const MEGABYTE = 1024 * 1024;

/** A form of 5,000 tasks has a dozen parts and inflates to 20 MB, at most 20 times its size. */
export const ARCHIVE_LIMITS = {
  entries: 200,
  totalBytes: 96 * MEGABYTE,
  /** Inflated ÷ packed; parts below `ratioFromBytes` may be anything. */
  ratio: 100,
  ratioFromBytes: 4 * MEGABYTE,
} as const;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const CENTRAL_LENGTH = 46;
const LOCAL_LENGTH = 30;
const COMMENT_MAX = 65_535;
/** What old .xls files and .xlsx files with a password begin with. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x41;

/** One part: where its packed bytes lie and what the directory says of it. */
export interface ZippedPart {
  readonly name: string;
  readonly method: number;
  readonly packed: Uint8Array;
  readonly size: number;
  readonly crc: number;
}

/** How many bytes may still be inflated, over all parts. */
export interface Budget {
  left: number;
}

export const tooLarge = (vi: string, en: string): Problem =>
  new Problem('workbook_too_large', { what: vi, what_en: en });
const inflated = (): Problem =>
  tooLarge('nội dung giải nén ra quá lớn', 'its parts inflate to more than that');
const damaged = (): Problem => new Problem('not_a_workbook');

interface Listed {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly local: number;
}

/**
 * The parts by name. Throws Problem `not_a_workbook`, `workbook_encrypted`, `workbook_with_macros`, `workbook_unsafe` or
 * `workbook_too_large`; nothing was inflated by then.
 */
export function openArchive(bytes: Uint8Array): ReadonlyMap<string, ZippedPart> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.subarray(0, COMPOUND.length).equals(COMPOUND)) throw new Problem('workbook_encrypted');
  if (file.length < END_LENGTH || file.readUInt32LE(0) !== LOCAL) throw damaged();
  const listed = directoryOf(file);
  holdToLimits(listed);
  return partsOf(file, listed);
}

function directoryOf(file: Buffer): Listed[] {
  const end = endOf(file);
  const count = file.readUInt16LE(end + 10);
  const start = file.readUInt32LE(end + 16);
  const wholeDisk = file.readUInt16LE(end + 4) === 0 && file.readUInt16LE(end + 8) === count;
  if (!wholeDisk || start + file.readUInt32LE(end + 12) !== end) throw damaged();
  if (count > ARCHIVE_LIMITS.entries)
    throw tooLarge(
      `có quá ${ARCHIVE_LIMITS.entries} phần bên trong`,
      `more than ${ARCHIVE_LIMITS.entries} parts`,
    );
  const listed: Listed[] = [];
  let at = start;
  for (let n = 0; n < count; n += 1) {
    if (at + CENTRAL_LENGTH > end || file.readUInt32LE(at) !== CENTRAL) throw damaged();
    const nameEnd = at + CENTRAL_LENGTH + file.readUInt16LE(at + 28);
    if (nameEnd > end) throw damaged();
    listed.push({
      name: file.toString('utf8', at + CENTRAL_LENGTH, nameEnd),
      flags: file.readUInt16LE(at + 8),
      method: file.readUInt16LE(at + 10),
      crc: file.readUInt32LE(at + 16),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      local: file.readUInt32LE(at + 42),
    });
    at = nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  if (at !== end) throw damaged();
  return listed;
}

/** Where the record that ends the archive begins; only a comment may follow it. */
function endOf(file: Buffer): number {
  const lowest = Math.max(0, file.length - END_LENGTH - COMMENT_MAX);
  for (let at = file.length - END_LENGTH; at >= lowest; at -= 1) {
    if (file.readUInt32LE(at) !== END) continue;
    if (at + END_LENGTH + file.readUInt16LE(at + 20) === file.length) return at;
  }
  throw damaged();
}

const MACROS = /(?:^|\/)(?:vbaproject|vbadata|macrosheets|intlmacrosheets|dialogsheets)/i;
const UNSAFE_NAME = /^\/|\\|(?:^|\/)\.\.?(?:\/|$)|^[A-Za-z]:|[\p{Cc}\ufffd]|^$/u;

/** What the directory itself gives away. */
function holdToLimits(listed: readonly Listed[]): void {
  const names = new Set<string>();
  let total = 0;
  for (const { name, flags, method, packed, size } of listed) {
    if (MACROS.test(name)) throw new Problem('workbook_with_macros');
    if ((flags & ENCRYPTED) !== 0) throw new Problem('workbook_encrypted');
    if (UNSAFE_NAME.test(name) || names.has(name.toLowerCase())) throw new Problem('workbook_unsafe');
    names.add(name.toLowerCase());
    if (method !== STORED && method !== DEFLATED) throw damaged();
    if (method === STORED && packed !== size) throw damaged();
    total += size;
    if (isBomb(size, packed) || total > ARCHIVE_LIMITS.totalBytes) throw inflated();
  }
}

const isBomb = (size: number, packed: number): boolean =>
  size > ARCHIVE_LIMITS.ratioFromBytes && size > packed * ARCHIVE_LIMITS.ratio;

/** Packed bytes of each part. Two parts never share bytes: a bomb of overlapping parts inflates one heap many times. */
function partsOf(file: Buffer, listed: readonly Listed[]): ReadonlyMap<string, ZippedPart> {
  const parts = new Map<string, ZippedPart>();
  let free = 0;
  for (const { name, local, packed, ...told } of [...listed].sort((a, b) => a.local - b.local)) {
    if (local < free || local + LOCAL_LENGTH > file.length || file.readUInt32LE(local) !== LOCAL)
      throw damaged();
    const nameEnd = local + LOCAL_LENGTH + file.readUInt16LE(local + 26);
    // A reader that goes by the local name would see another file.
    if (file.toString('utf8', local + LOCAL_LENGTH, nameEnd) !== name) throw new Problem('workbook_unsafe');
    const start = nameEnd + file.readUInt16LE(local + 28);
    free = start + packed;
    if (free > file.length) throw damaged();
    const { method, size, crc } = told;
    if (!name.endsWith('/')) parts.set(name, { name, method, size, crc, packed: file.subarray(start, free) });
  }
  return parts;
}

const CHUNK = 64 * 1024;

/**
 * Hands over the bytes of a part piece by piece. Throws Problem `workbook_too_large` once they are more than said or than
 * the budget, `not_a_workbook` where they are not what the directory says, and whatever `take` throws.
 */
export async function inflate(
  part: ZippedPart,
  budget: Budget,
  take: (piece: Buffer) => void,
): Promise<void> {
  let size = 0;
  let crc = 0;
  const count = (piece: Buffer): void => {
    size += piece.length;
    budget.left -= piece.length;
    if (budget.left < 0 || size > part.size || isBomb(size, part.packed.length)) throw inflated();
    crc = crc32(piece, crc);
    take(piece);
  };
  if (part.method === STORED) {
    for (let at = 0; at < part.packed.length; at += CHUNK)
      count(Buffer.from(part.packed.subarray(at, at + CHUNK)));
  } else await unpack(part.packed, count);
  if (size !== part.size || crc !== part.crc) throw damaged();
}

function* slicesOf(packed: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < packed.length; at += CHUNK) yield packed.subarray(at, at + CHUNK);
}

async function unpack(packed: Uint8Array, count: (piece: Buffer) => void): Promise<void> {
  const source = Readable.from(slicesOf(packed));
  const stream = source.pipe(createInflateRaw({ chunkSize: CHUNK }));
  try {
    for await (const piece of stream) count(piece as Buffer);
  } catch (error) {
    throw error instanceof Problem ? error : damaged();
  } finally {
    source.destroy();
    stream.destroy();
  }
}
