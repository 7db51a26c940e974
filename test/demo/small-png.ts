/** A screenshot written again in 256 colours, which letters on plain ground do not miss, for lines that are slow. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const COLOURS = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, name and checksum around what a chunk holds. */
const AROUND = 12;

type Chunk = readonly [name: string, content: Buffer];

export function* chunksOf(png: Buffer): Generator<Chunk> {
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield [png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length)];
    at += length + AROUND;
  }
}

function written([name, content]: Chunk): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

export const writtenPng = (chunks: readonly Chunk[]): Buffer =>
  Buffer.concat([SIGNATURE, ...chunks.map(written)]);

/** What PNG calls Paeth: which neighbour is nearest to left + up − corner. */
function nearest(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** A row's bytes are told as differences from their neighbours, in one of five ways. */
function undone(filtered: Buffer, width: number, step: number): Buffer {
  const stride = width * step;
  const plain = Buffer.alloc((filtered.length / (stride + 1)) * stride);
  for (let at = 0; at < plain.length; at += 1) {
    const [row, x] = [Math.floor(at / stride), at % stride];
    const left = x < step ? 0 : (plain[at - step] ?? 0);
    const up = row === 0 ? 0 : (plain[at - stride] ?? 0);
    const corner = x < step || row === 0 ? 0 : (plain[at - stride - step] ?? 0);
    const guesses = [0, left, up, (left + up) >> 1, nearest(left, up, corner)];
    const way = filtered[row * (stride + 1)] ?? 0;
    plain[at] = (filtered[row * (stride + 1) + 1 + x] ?? 0) + (guesses[way] ?? 0);
  }
  return plain;
}

const distance = (one: number, other: number): number =>
  [16, 8, 0].reduce((sum, by) => sum + (((one >> by) & 255) - ((other >> by) & 255)) ** 2, 0);

/** The commonest colours, and which of them stands for each colour there is. */
function paletteOf(colours: readonly number[]): { palette: number[]; indexOf: Map<number, number> } {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = [...counts]
    .sort(([one, often], [other, seldom]) => seldom - often || one - other)
    .slice(0, COLOURS)
    .map(([colour]) => colour);
  const closest = (colour: number): number =>
    palette.reduce(
      (best, other, index) => (distance(colour, other) < distance(colour, palette[best] ?? 0) ? index : best),
      0,
    );
  return { palette, indexOf: new Map([...counts.keys()].map((colour) => [colour, closest(colour)])) };
}

/** Takes what Chromium writes: 8 bits a channel, with or without transparency, not interlaced. */
export function smallPng(png: Buffer): Buffer {
  const chunks = [...chunksOf(png)];
  const header = Buffer.from(chunks.find(([name]) => name === 'IHDR')?.[1] ?? []);
  const [width, height, step] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const data = Buffer.concat(chunks.filter(([name]) => name === 'IDAT').map(([, content]) => content));
  const plain = undone(inflateSync(data), width, step);
  const colours = Array.from({ length: width * height }, (_, index) => plain.readUIntBE(index * step, 3));
  const { palette, indexOf } = paletteOf(colours);
  const rows = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, index) => {
    rows[Math.floor(index / width) * (width + 1) + 1 + (index % width)] = indexOf.get(colour) ?? 0;
  });
  // Eight bits a pixel, each the number of a colour.
  header[8] = 8;
  header[9] = 3;
  const listed = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return writtenPng([
    ['IHDR', header],
    ['PLTE', listed],
    ['IDAT', deflateSync(rows, { level: 9 })],
    ['IEND', Buffer.alloc(0)],
  ]);
}
