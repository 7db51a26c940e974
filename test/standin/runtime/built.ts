/** Owns turning the two sources that run elsewhere (the realm in its context, the worker in its thread) into plain script text. */

import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const made = new Map<string, string>();

function built(file: string, platform: 'neutral' | 'node'): string {
  const known = made.get(file);
  if (known !== undefined) return known;
  const result = buildSync({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    write: false,
    platform,
    target: 'es2022',
    ...(platform === 'neutral' ? { format: 'iife', globalName: 'StandInRealm' } : { format: 'cjs' }),
  });
  const text = result.outputFiles[0]?.text;
  if (text === undefined) throw new Error(`esbuild made nothing of ${file}`);
  made.set(file, text);
  return text;
}

export const realmCode = (): string => built('./realm.ts', 'neutral');
export const workerCode = (): string => built('./worker.ts', 'node');
