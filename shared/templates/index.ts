/** The built-in templates, parsed once. */
import { narrowed, PublishedTemplate } from '../profile.ts';
import type { Template } from '../template.ts';
import { inspection } from './inspection.ts';
import { targets } from './targets.ts';
import { tasks } from './tasks.ts';

/** As they are published, with their shorter forms. */
export const BUILT_IN: readonly PublishedTemplate[] = [inspection, targets, tasks].map((input) =>
  PublishedTemplate.parse(input),
);

const WHOLE = new Map(BUILT_IN.map((published) => [published, narrowed(published, null)]));

/** The built-in template with this id as it is published; the newest version unless one is named; undefined when there is none. */
export function publishedBuiltIn(id: string, version?: number): PublishedTemplate | undefined {
  return BUILT_IN.filter(
    (template) => template.id === id && (version ?? template.version) === template.version,
  ).sort((a, b) => b.version - a.version)[0];
}

/** The same as an office gets it that owes the whole of it. */
export function builtIn(id: string, version?: number): Template | undefined {
  const published = publishedBuiltIn(id, version);
  return published && WHOLE.get(published);
}
