/** bundle-code and bundle-sidebar: size of what Apps Script is given, in kB of 1,000 bytes, as built. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/sources.ts';
import type { Figure } from './figure.ts';

const BARS = [
  ['bundle-code', 'Code.js', 250],
  ['bundle-sidebar', 'Sidebar.html', 100],
] as const;

export function benchBundle(): Figure[] {
  return BARS.map(([id, file, bar]) => {
    const { size } = statSync(join(ROOT, 'addon', 'dist', file));
    return {
      id,
      value: size / 1000,
      unit: 'kB',
      bar,
      want: 'atMost',
      note: `addon/dist/${file}, ${size} bytes`,
    };
  });
}
