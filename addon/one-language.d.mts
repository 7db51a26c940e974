/** Says what the build's own module gives to a test. */
import type { Plugin } from 'esbuild';

export function oneLanguage(): {
  readonly english: { readonly stamp: string; readonly packed: string };
  readonly plugin: Plugin;
};
