/** Owns field masks: "sheets(properties,data.rowData)" as Google reads them. Source: reference "Field masks". */

import { bad } from './api-error.ts';

/** Dotted paths; "*" stands for everything below. */
export function pathsOf(mask: string): string[] {
  let at = 0;
  const list = (): string[] => {
    const paths: string[] = [];
    do {
      paths.push(...item());
    } while (mask[at] === ',' && ++at > 0);
    return paths;
  };
  const item = (): string[] => {
    const start = at;
    while (at < mask.length && !'(),'.includes(mask[at] ?? '')) at++;
    const name = mask.slice(start, at).trim().replace(/\//g, '.');
    if (name === '') throw bad(`Invalid field mask: ${mask}`);
    if (mask[at] !== '(') return [name];
    at++;
    const inner = list();
    if (mask[at++] !== ')') throw bad(`Invalid field mask: ${mask}`);
    return inner.map((each) => `${name}.${each}`);
  };
  const paths = list();
  if (at !== mask.length) throw bad(`Invalid field mask: ${mask}`);
  return paths;
}

function pick(value: unknown, path: readonly string[]): unknown {
  const [head, ...rest] = path;
  if (head === undefined || head === '*') return value;
  if (Array.isArray(value)) return value.map((each) => pick(each, path));
  if (typeof value !== 'object' || value === null || !(head in value)) return Array.isArray(value) ? [] : {};
  return { [head]: pick(Reflect.get(value, head), rest) };
}

function merge(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return a.map((each, index) => merge(each, b[index]));
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return b ?? a;
  const made: Record<string, unknown> = { ...a };
  for (const [key, each] of Object.entries(b)) made[key] = key in made ? merge(made[key], each) : each;
  return made;
}

/** The answer with only the asked fields. */
export function masked(value: unknown, mask: string | undefined): unknown {
  if (mask === undefined || mask === '*') return value;
  return pathsOf(mask)
    .map((path) => pick(value, path.split('.')))
    .reduce(merge, {});
}
