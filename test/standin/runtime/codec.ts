/** Owns what may cross google.script.run. Source: guide "HTML Service: Communicate with server functions", section on parameters and return values. */

export type WireValue = null | string | number | boolean | WireValue[] | { [key: string]: WireValue };

function kindOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Google answers with null or fails without a word; here a forbidden value is a refusal that says where it is. */
function refuse(what: string, path: string): never {
  throw new TypeError(`google.script.run cannot carry ${what} at ${path}`);
}

function copyScalar(value: unknown, path: string): WireValue {
  if (typeof value === 'number' && !Number.isFinite(value)) return refuse(String(value), path);
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return refuse(typeof value, path);
}

function copy(value: unknown, path: string, above: readonly object[]): WireValue {
  if (typeof value !== 'object' || value === null) return copyScalar(value, path);
  if (above.includes(value)) return refuse('a cycle', path);
  const inside = [...above, value];
  if (Array.isArray(value))
    // The same guide: undefined inside arrays becomes null.
    return Array.from(value, (each, index) =>
      each === undefined ? null : copy(each, `${path}[${index}]`, inside),
    );
  if (kindOf(value) !== 'Object') return refuse(kindOf(value), path);
  // Guess M16: a key whose value is undefined is left out, as JSON does.
  const present = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(present.map(([key, each]) => [key, copy(each, `${path}.${key}`, inside)]));
}

/** A copy with nothing but JSON in it; a top-level undefined (a function without result) becomes null. Throws TypeError naming the path. */
export function toWire(value: unknown): WireValue {
  return value === undefined ? null : copy(value, 'value', []);
}
