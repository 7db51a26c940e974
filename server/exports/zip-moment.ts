/** Gives all files in a zip one moment: the writer puts its own clock there, and the same workbook would differ by it. */

const END_OF_DIRECTORY = 0x06054b50;
const END_LENGTH = 22;
const DIRECTORY_HEADER = 46;

/** Time and date as MS-DOS writes them, in UTC: two seconds exact, from 1980 on. */
function dosMoment(at: Date): number {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date =
    (Math.max(0, at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return ((date << 16) | time) >>> 0;
}

/** The same bytes with `at` as the moment of every file in it; for archives without a comment, as the writer makes them. */
export function datedZip(bytes: Uint8Array<ArrayBuffer>, at: Date): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.byteLength - END_LENGTH;
  if (view.getUint32(end, true) !== END_OF_DIRECTORY) throw new Error('the archive does not end as expected');
  const moment = dosMoment(at);
  let place = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    view.setUint32(place + 12, moment, true);
    view.setUint32(view.getUint32(place + 42, true) + 10, moment, true);
    const lengths = [28, 30, 32].map((at) => view.getUint16(place + at, true));
    place += lengths.reduce((sum, length) => sum + length, DIRECTORY_HEADER);
  }
  return bytes;
}
