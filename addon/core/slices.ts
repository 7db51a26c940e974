/** Cuts a text into pieces of a bounded number of bytes, as stores and requests are measured, without splitting a character. */

const bytesOf = (code: number): number => {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  // Each half of a pair counts two of the pair's four bytes.
  return code >= 0xd800 && code < 0xe000 ? 2 : 3;
};

const isLowHalf = (code: number): boolean => code >= 0xdc00 && code < 0xe000;

/** UTF-8 pieces of at most `bytesMax` bytes each; joined they are the text. [] for ''. */
export function slices(text: string, bytesMax: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const more = bytesOf(code);
    // A pair is begun only where both halves fit.
    const needed = code >= 0xd800 && code < 0xdc00 ? 2 * more : more;
    if (bytes + needed > bytesMax && !isLowHalf(code)) {
      pieces.push(text.slice(start, at));
      start = at;
      bytes = 0;
    }
    bytes += more;
  }
  if (start < text.length) pieces.push(text.slice(start));
  return pieces;
}
