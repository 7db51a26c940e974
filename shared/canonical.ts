/** One spelling per JSON value, so that equal contents have equal hashes and equal bucket names (RFC 8785). */

/**
 * Canonical JSON of strings, booleans, null, safe integers, arrays and plain objects; keys in UTF-16 order, members
 * that are `undefined` left out. Throws TypeError on anything else: a fraction travels as a decimal string.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return canonicalObject(value);
  throw new TypeError(`no canonical JSON for ${typeof value}`);
}

function canonicalObject(value: object): string {
  const members: string[] = [];
  const entries: [string, unknown][] = Object.entries(value);
  entries.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  for (const [key, member] of entries) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}
