/** Owns keeping the server's answers in the document's cache: packed, in pieces, and never at the cost of what was asked. */
import type { AnswersPort } from '../core/ports.ts';
import { pack, unpack } from './outside.ts';

/** A value may have 100 kB, and is forgotten after six hours at the latest. */
const PIECE_LENGTH = 100_000;
const PIECES_MAX = 20;
const SECONDS = 21_600;

const named = (path: string, no?: number): string => `sotinh|${path}|${no ?? ''}`;

function keep(path: string, body: string): void {
  const packed = pack(body);
  const count = Math.ceil(packed.length / PIECE_LENGTH);
  const cache = CacheService.getDocumentCache();
  if (cache === null || count > PIECES_MAX) return;
  const values: Record<string, string> = { [named(path)]: String(count) };
  for (let no = 0; no < count; no += 1) {
    values[named(path, no)] = packed.slice(no * PIECE_LENGTH, (no + 1) * PIECE_LENGTH);
  }
  cache.putAll(values, SECONDS);
}

function kept(path: string): string | undefined {
  const cache = CacheService.getDocumentCache();
  const count = Number(cache?.get(named(path)) ?? 0);
  const names = Array.from({ length: count }, (_, no) => named(path, no));
  const values = count === 0 ? {} : (cache?.getAll(names) ?? {});
  return count === 0 ? undefined : unpack(names.map((name) => values[name] ?? '').join(''));
}

/** A cache that is full, gone or torn is as good as an empty one. */
function orNothing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

export const answers: AnswersPort = {
  keep: (path, body) => void orNothing(() => keep(path, body)),
  kept: (path) => orNothing(() => kept(path)),
};
