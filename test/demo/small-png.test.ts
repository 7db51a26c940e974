/** A picture in few colours is the same picture: every pixel keeps its colour, however Chromium wrote the row. */
import { deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { chunksOf, smallPng, writtenPng } from './small-png.ts';

const WIDTH = 4;
/** Rows of one picture, each told in another of the five ways a row may be written. */
const PIXELS = [
  [10, 20, 30, 255, 255, 255, 0, 0, 0, 90, 80, 70],
  [11, 22, 33, 250, 255, 255, 9, 9, 9, 90, 81, 72],
  [10, 20, 30, 255, 255, 255, 0, 0, 0, 90, 80, 70],
  [1, 2, 3, 200, 100, 50, 7, 6, 5, 255, 254, 253],
  [200, 0, 30, 255, 0, 255, 0, 99, 0, 9, 80, 170],
];

function told(way: number, row: readonly number[], above: readonly number[]): number[] {
  return row.map((value, x) => {
    const [left, up, corner] = [row[x - 3] ?? 0, above[x] ?? 0, above[x - 3] ?? 0];
    const by = (guess: number): number => Math.abs(left + up - corner - guess);
    const paeth = [left, up, corner].reduce((best, guess) => (by(guess) < by(best) ? guess : best));
    const guess = [0, left, up, Math.floor((left + up) / 2), paeth][way] ?? 0;
    return (value - guess + 256) % 256;
  });
}

function coloursOf(png: Buffer): number[][] {
  const chunks = new Map(chunksOf(png));
  const [palette, data] = [chunks.get('PLTE') ?? Buffer.alloc(0), chunks.get('IDAT') ?? Buffer.alloc(0)];
  const rows = inflateSync(data);
  return PIXELS.map((_, row) => {
    const at = row * (WIDTH + 1) + 1;
    return [...rows.subarray(at, at + WIDTH)].flatMap((index) => [
      ...palette.subarray(index * 3, index * 3 + 3),
    ]);
  });
}

test('every pixel has the colour it had', () => {
  const header = Buffer.from([0, 0, 0, WIDTH, 0, 0, 0, PIXELS.length, 8, 2, 0, 0, 0]);
  const rows = PIXELS.flatMap((row, way) => [way, ...told(way, row, PIXELS[way - 1] ?? [])]);
  const png = writtenPng([
    ['IHDR', header],
    ['IDAT', deflateSync(Buffer.from(rows))],
    ['IEND', Buffer.alloc(0)],
  ]);
  expect(coloursOf(smallPng(png))).toEqual(PIXELS);
});
