/** A short fingerprint of a request, to tell whether a push without reply is the one being sent again. */

/** 64 bits in hex by two FNV-1a runs with unlike offsets, and the length. Not a security measure: the server compares whole bodies. */
export function digest(text: string): string {
  let one = 0x811c9dc5;
  let two = 0x9747b28c;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code ^ (i & 0xff), 0x01000193);
  }
  const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, '0');
  return `${hex(one)}${hex(two)}-${text.length}`;
}

/** Of what a report says. */
export const contentDigest = (content: object): string => digest(JSON.stringify(content));
