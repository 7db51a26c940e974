/** The built-in templates, parsed once. */
import { Template } from '../template.ts';
import { inspection } from './inspection.ts';
import { targets } from './targets.ts';
import { tasks } from './tasks.ts';

export const BUILT_IN: readonly Template[] = [inspection, targets, tasks].map((input) =>
  Template.parse(input),
);

/** The built-in template with this id; the newest version unless one is named; undefined when there is none. */
export function builtIn(id: string, version?: number): Template | undefined {
  return BUILT_IN.filter(
    (template) => template.id === id && (version ?? template.version) === template.version,
  ).sort((a, b) => b.version - a.version)[0];
}
